//! Sentences in the languages that encodings are for, written for these tests.

/// The sentences of a language.
pub static TEXTS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "The gardener said that “everything grows” if you give it time — and water.",
            "It’s a long way from the harbour to the old mill, so don’t forget your coat.",
            "We paid £12 for the tickets; the café beside the station was closed…",
            "“Where’s the key?” she asked, and nobody knew what she’d meant by that.",
            "The readings were 21 °C in the morning and 25 °C at noon.",
        ],
    ),
    (
        "de",
        &[
            "Am frühen Morgen lag dichter Nebel über dem Fluss, und die Straßen waren leer.",
            "Die Bäckerei öffnet um sechs Uhr; das Brot ist dann noch heiß.",
            "Wir müssen die Prüfung später wiederholen, weil die Geräte gestört waren.",
            "Könnten Sie mir bitte erklären, wie man den Zähler zurücksetzt?",
            "Vögel zwitschern in den Bäumen, während die Kinder zur Schule gehen.",
            "Für größere Mengen gewähren wir einen günstigeren Preis.",
        ],
    ),
    (
        "fr",
        &[
            "Le facteur est passé très tôt ce matin et a laissé une lettre à la voisine.",
            "Les élèves ont préparé un goûter pour fêter la fin de l'année.",
            "Où avez-vous trouvé cette vieille carte de la région ? Elle est déchirée.",
            "Il a été décidé que la réunion serait reportée à la semaine prochaine.",
            "Après le dîner, nous irons nous promener près de la rivière gelée.",
            "Ça n'a pas d'importance, même si le résultat nous a déçus.",
        ],
    ),
    (
        "es",
        &[
            "Mañana por la mañana iremos al mercado a comprar pan, jamón y limones.",
            "El señor Muñoz vivió muchos años en una pequeña aldea junto al río.",
            "¿Cuándo llegará el autobús que va a la estación? No lo sé todavía.",
            "La niña cantó una canción antigua que su abuela le había enseñado.",
            "También habrá una exposición de fotografía en el último piso del edificio.",
            "El jardín está lleno de árboles y pájaros; además, huele a jazmín.",
        ],
    ),
    (
        "pt",
        &[
            "A estação fica perto da praça, mas não há ônibus depois das nove.",
            "Amanhã começam as férias e as crianças já estão ansiosas pela viagem.",
            "O coração da cidade é uma rua estreita com cafés e livrarias antigas.",
            "Não é possível concluir a operação porque faltam informações do usuário.",
            "Minha irmã comprou pães, maçãs e três limões na feira de sábado.",
            "A água do rio está fria, porém as árvores dão sombra até à margem.",
        ],
    ),
    (
        "it",
        &[
            "La città è più bella di sera, quando le luci si riflettono nell'acqua.",
            "Perché non vieni con noi? Sarà una giornata piena di novità.",
            "Lunedì e martedì il museo è chiuso; però giovedì si può entrare gratis.",
            "Mio nonno raccontò che lì, laggiù, c'era già un mulino.",
            "La libertà e la felicità non si comprano né si vendono.",
        ],
    ),
    (
        "nl",
        &[
            "De geïnteresseerde bezoekers kregen één uur lang uitleg over het skiën.",
            "In februari waren de financiële cijfers voor België beter dan verwacht.",
            "Het meisje zei dat ze geen zin had om naar het café te gaan; hè, wat jammer.",
            "Onze coördinator heeft de ideeën van alle collega's geïnventariseerd.",
        ],
    ),
    (
        "sv",
        &[
            "På morgonen gick vi ner till sjön för att bada, men vattnet var för kallt.",
            "Hunden sprang över ängen och försvann mellan träden.",
            "Vi måste köpa bröd, mjölk och några äpplen innan affären stänger.",
            "Det är svårt att förstå varför tåget alltid är försenat på lördagar.",
            "Båten låg förtöjd vid bryggan hela sommaren, målad i gult och blått.",
        ],
    ),
    (
        "da",
        &[
            "Om morgenen gik vi ned til åen for at se, om fiskene var vågnet.",
            "Bageren sælger både rugbrød og små søde kager, når døren er åben.",
            "Hun læste en gammel bog om øerne mod nord og deres færger.",
            "Det er svært at forstå, hvorfor toget altid kører så langsomt på søndage.",
            "Pigen løb over gården og råbte højt efter sin bror.",
        ],
    ),
    (
        "fi",
        &[
            "Järven rannalla oli hiljaista, kun kävelimme mökille päin.",
            "Hän söi aamiaista yhdessä ystävänsä kanssa ja lähti sitten työhön.",
            "Tämä päivä on ollut pitkä, mutta ilta näyttää kauniilta.",
            "Pöydällä on leipää, hedelmiä ja lämmintä kahvia kaikille.",
            "Älä unohda ottaa avaimia mukaan, kun lähdet ulos.",
        ],
    ),
    (
        "is",
        &[
            "Það var kalt í morgun þegar við gengum niður að höfninni.",
            "Hún sagði að bókin væri í skápnum við hliðina á glugganum.",
            "Á sumrin er bjart allan sólarhringinn og fólkið vakir lengi.",
            "Þú getur fengið mjólk og brauð í búðinni á horninu.",
            "Börnin léku sér úti í snjónum þótt það væri orðið dimmt.",
        ],
    ),
    (
        "pl",
        &[
            "Rano poszliśmy na targ, żeby kupić świeże pieczywo i trochę sera.",
            "Mój dziadek opowiadał, że dawniej w tej wsi było więcej koni niż ludzi.",
            "Czy mógłby pan powtórzyć pytanie? Niestety nie usłyszałem końca zdania.",
            "Dzieci bawiły się nad rzeką, a matki siedziały w cieniu wierzb.",
            "Proszę wpisać hasło, a następnie nacisnąć przycisk potwierdzający wybór.",
            "Zimą dni są krótkie, więc światło włączamy już po południu.",
        ],
    ),
    (
        "cs",
        &[
            "Ráno jsme šli na trh koupit čerstvý chléb a několik jablek.",
            "Děti si hrály u řeky, zatímco jejich rodiče seděli ve stínu stromů.",
            "Můžete mi prosím říci, kde je nejbližší zastávka? Nemohu ji najít.",
            "Starý mlýn na kopci byl opraven a nyní slouží jako muzeum.",
            "Příští týden bude zataženo a místy může přijít i sněžení.",
            "Každý uživatel musí při přihlášení zadat své jméno a heslo.",
        ],
    ),
    (
        "sk",
        &[
            "Ráno sme išli na trh kúpiť čerstvý chlieb a niekoľko jabĺk.",
            "Deti sa hrali pri rieke, zatiaľ čo ich rodičia sedeli v tieni stromov.",
            "Môžete mi, prosím, povedať, kde je najbližšia zastávka?",
            "Každý používateľ musí pri prihlásení zadať svoje meno a heslo.",
            "Budúci týždeň bude zamračené a miestami môže aj snežiť.",
        ],
    ),
    (
        "hu",
        &[
            "Reggel lementünk a piacra, hogy friss kenyeret és néhány almát vegyünk.",
            "A gyerekek a folyó mellett játszottak, a szülők pedig a fák alatt ültek.",
            "Kérem, írja be a jelszavát, majd nyomja meg a gombot a továbblépéshez.",
            "Az öreg malom a dombtetőn ma már múzeumként működik.",
            "Jövő héten felhős idő várható, és helyenként hó is eshet.",
            "Meg tudná mondani, merre van a legközelebbi megálló? Sehol sem találom.",
            "A műszaki osztály új gépet kapott, ezért gyorsabban dolgozik.",
        ],
    ),
    (
        "ro-cedilla",
        &[
            "Dimineaţa am mers la piaţă să cumpărăm pâine proaspătă şi câteva mere.",
            "Copiii se jucau lângă râu, iar părinţii stăteau la umbra copacilor.",
            "Vă rog să introduceţi parola şi să apăsaţi butonul de confirmare.",
            "Vechea moară de pe deal a fost reparată şi acum este muzeu.",
            "Săptămâna viitoare va fi înnorat şi pe alocuri va ninge.",
        ],
    ),
    (
        "ro",
        &[
            "Dimineața am mers la piață să cumpărăm pâine proaspătă și câteva mere.",
            "Copiii se jucau lângă râu, iar părinții stăteau la umbra copacilor.",
            "Vă rog să introduceți parola și să apăsați butonul de confirmare.",
            "Vechea moară de pe deal a fost reparată și acum este muzeu.",
            "Săptămâna viitoare va fi înnorat și pe alocuri va ninge.",
        ],
    ),
    (
        "hr",
        &[
            "Ujutro smo otišli na tržnicu kupiti svježi kruh i nekoliko jabuka.",
            "Djeca su se igrala uz rijeku, a roditelji su sjedili u sjeni drveća.",
            "Možete li mi reći gdje je najbliža stanica? Nigdje je ne mogu naći.",
            "Stari mlin na brežuljku obnovljen je i služi kao muzej cijeloj županiji.",
            "Sljedeći tjedan bit će oblačno, a mjestimice može pasti i snijeg, kažu građani.",
        ],
    ),
    (
        "lt",
        &[
            "Rytą ėjome į turgų nusipirkti šviežios duonos ir kelių obuolių.",
            "Vaikai žaidė prie upės, o tėvai sėdėjo medžių pavėsyje.",
            "Ar galėtumėte pasakyti, kur yra artimiausia stotelė? Niekaip jos nerandu.",
            "Senasis malūnas ant kalvos buvo sutvarkytas ir dabar jame įrengtas muziejus.",
            "Kitą savaitę bus debesuota, vietomis gali iškristi šiek tiek sniego.",
        ],
    ),
    (
        "lv",
        &[
            "No rīta gājām uz tirgu nopirkt svaigu maizi un dažus ābolus.",
            "Bērni spēlējās pie upes, bet vecāki sēdēja koku ēnā.",
            "Vai jūs varētu pateikt, kur ir tuvākā pietura? Nekādi nevaru to atrast.",
            "Vecās dzirnavas kalnā tika salabotas, un tagad tur ir muzejs.",
            "Nākamnedēļ būs mākoņains, vietām gaidāms arī sniegs un ķīļveida ledus.",
        ],
    ),
    (
        "et",
        &[
            "Hommikul käisime turul värsket leiba ja mõnda õuna ostmas.",
            "Lapsed mängisid jõe ääres, vanemad aga istusid puude all varjus.",
            "Kas te võiksite öelda, kus on lähim peatus? Ma ei leia seda üles.",
            "Vana veski künka otsas tehti korda ja nüüd on seal muuseum.",
            "Järgmisel nädalal on pilvine ja kohati võib sadada lund.",
        ],
    ),
    (
        "mt",
        &[
            "Filgħodu morna s-suq biex nixtru l-ħobż frisk u xi ħaxix għall-ikel.",
            "It-tfal kienu qed jilagħbu ħdejn ix-xatt waqt li l-ġenituri qagħdu fid-dell.",
            "Jekk jogħġbok ikteb il-kelma u agħfas il-buttuna ż-żgħira biex tkompli.",
            "Il-ġimgħa d-dieħla se jkun imsaħħab u f’xi postijiet għandha tagħmel ix-xita.",
            "Il-mitħna l-qadima fuq l-għolja ġiet irranġata u llum hija mużew.",
        ],
    ),
    (
        "eo",
        &[
            "Matene ni iris al la bazaro por aĉeti freŝan panon kaj kelkajn pomojn.",
            "La infanoj ludis ĉe la rivero, dum iliaj gepatroj sidis sub la arboj.",
            "Ĉu vi povus diri al mi, kie troviĝas la plej proksima haltejo? Mi ne scias ĝin.",
            "La malnova muelejo sur la monteto estas riparita kaj nun enhavas muzeon ĵus malfermitan.",
            "Venontsemajne estos nube, kaj ie ajn eble eĉ neĝos, laŭ la ĵurnalo.",
        ],
    ),
    (
        "tr",
        &[
            "Sabahleyin taze ekmek ve birkaç elma almak için pazara gittik.",
            "Çocuklar ırmağın kıyısında oynuyordu, büyükler ise ağaçların gölgesinde oturuyordu.",
            "En yakın durağın nerede olduğunu söyler misiniz? Bir türlü bulamıyorum.",
            "Tepedeki eski değirmen onarıldı ve şimdi müze olarak kullanılıyor.",
            "Gelecek hafta hava bulutlu olacak, yer yer kar yağışı görülebilir.",
            "İşlemi sürdürmek için şifrenizi girip aşağıdaki düğmeye basınız.",
        ],
    ),
    (
        "se",
        &[
            "Mii leat boahtán duoddaris iđđes árrat ja oaidnán ollu bohccuid.",
            "Mánát stohket gáttis, ja váhnemat čohkkájit muoraid vuolde ságastallame.",
            "Sámegiella lea giella man olbmot hállet Norggas, Ruoŧas, Suomas ja Ruoššas.",
            "Boahtte vahkku šaddá balvadat, ja soames báikkiin sáhttá muohttit eŋget.",
            "Buot olbmot leat riegádan friddjan ja olmmošárvvu ja olmmošvuoigatvuođaid dáfus dássásaččat.",
        ],
    ),
    (
        "cy",
        &[
            "Yn y bore aethom i’r farchnad i brynu bara ffres a thipyn o lysiau, ŵy neu ddau.",
            "Roedd y plant yn chwarae wrth yr afon tra oedd y gŵr yn eistedd dan y coed tân.",
            "A allwch chi ddweud ble mae’r tŷ agosaf? Dŷn ni ddim yn gallu ei weld yn y môr o niwl.",
            "Mae’r hen felin ddŵr ar y bryn wedi’i hatgyweirio, a nawr mae hi’n amgueddfa â siop lân.",
            "Yr wythnos nesaf bydd hi’n gymylog, ac mewn mannau bydd yn bwrw eira; ewch â chôt gynnes a dŵr.",
        ],
    ),
    (
        "ga",
        &[
            "Ar maidin chuamar go dtí an margadh chun arán úr agus cúpla úll a cheannach.",
            "Bhí na páistí ag imirt cois abhann fad is a bhí a dtuismitheoirí ina suí faoi na crainn.",
            "An bhféadfá a rá liom cá bhfuil an stad is gaire? Níl mé in ann é a aimsiú.",
            "Cóiríodh an seanmhuileann ar an gcnoc, agus is músaem é anois.",
            "Beidh sé scamallach an tseachtain seo chugainn, agus d’fhéadfadh sé sneachta a chur.",
        ],
    ),
    (
        "vi",
        &[
            "Buổi sáng chúng tôi ra chợ mua bánh mì và vài quả táo cho bữa trưa.",
            "Bọn trẻ chơi bên bờ sông, còn cha mẹ ngồi dưới bóng cây.",
            "Xin cho tôi hỏi trạm xe gần nhất ở đâu? Tôi tìm mãi không thấy.",
            "Chiếc cối xay cũ trên đồi đã được sửa lại và nay là bảo tàng.",
            "Tuần sau trời nhiều mây, có nơi có mưa rào và dông.",
            "Hãy nhập mật khẩu rồi bấm nút bên dưới để tiếp tục.",
        ],
    ),
    (
        "ru",
        &[
            "Утром мы пошли на рынок, чтобы купить свежего хлеба и несколько яблок.",
            "Дети играли у реки, а родители сидели в тени деревьев и разговаривали.",
            "Не могли бы вы сказать, где ближайшая остановка? Никак не могу её найти.",
            "Старую мельницу на холме отремонтировали, и теперь в ней музей.",
            "На следующей неделе будет пасмурно, местами возможен снег.",
            "Введите пароль и нажмите кнопку, чтобы продолжить работу с программой.",
        ],
    ),
    (
        "uk",
        &[
            "Уранці ми пішли на ринок, щоб купити свіжого хліба й кілька яблук.",
            "Діти гралися біля річки, а батьки сиділи в затінку дерев і розмовляли.",
            "Чи не могли б ви сказати, де найближча зупинка? Ніяк не можу її знайти.",
            "Старий млин на пагорбі відремонтували, і тепер у ньому є музей.",
            "Наступного тижня буде хмарно, подекуди можливий сніг із дощем.",
            "Введіть пароль і натисніть кнопку, щоб продовжити роботу з програмою.",
        ],
    ),
    (
        "be",
        &[
            "Раніцай мы пайшлі на рынак, каб купіць свежага хлеба і некалькі яблыкаў.",
            "Дзеці гулялі ля ракі, а бацькі сядзелі ў цені дрэваў і размаўлялі.",
            "Ці не маглі б вы сказаць, дзе бліжэйшы прыпынак? Ніяк не магу яго знайсці.",
            "Стары млын на пагорку адрамантавалі, і цяпер у ім музей.",
        ],
    ),
    (
        "bg",
        &[
            "Сутринта отидохме на пазара, за да купим пресен хляб и няколко ябълки.",
            "Децата играеха край реката, а родителите им седяха под сянката на дърветата.",
            "Бихте ли ми казали къде е най-близката спирка? Никъде не я намирам.",
            "Старата воденица на хълма беше поправена и сега в нея има музей.",
            "Следващата седмица ще бъде облачно, а на места може да вали и сняг.",
        ],
    ),
    (
        "sr",
        &[
            "Ујутру смо отишли на пијацу да купимо свеж хлеб и неколико јабука.",
            "Деца су се играла поред реке, а родитељи су седели у хладу дрвећа.",
            "Можете ли да ми кажете где је најближа станица? Нигде не могу да је нађем.",
            "Стари млин на брду је обновљен и сада је у њему музеј.",
            "Следеће недеље биће облачно, а понегде ће пасти и снег.",
        ],
    ),
    (
        "mk",
        &[
            "Утрото отидовме на пазар за да купиме свеж леб и неколку јаболка.",
            "Децата си играа покрај реката, а родителите седеа под сенката на дрвјата.",
            "Можете ли да ми кажете каде е најблиската станица? Никаде не ја наоѓам.",
            "Старата воденица на ридот е поправена и сега во неа има музеј.",
        ],
    ),
    (
        "el",
        &[
            "Το πρωί πήγαμε στην αγορά για να αγοράσουμε φρέσκο ψωμί και λίγα μήλα.",
            "Τα παιδιά έπαιζαν δίπλα στο ποτάμι, ενώ οι γονείς κάθονταν στη σκιά.",
            "Μπορείτε να μου πείτε πού είναι η πιο κοντινή στάση; Δεν τη βρίσκω.",
            "Ο παλιός μύλος στον λόφο επισκευάστηκε και τώρα είναι μουσείο.",
            "Την επόμενη εβδομάδα θα έχει συννεφιά και κατά τόπους χιόνι.",
            "Πληκτρολογήστε τον κωδικό σας και πατήστε το κουμπί για να συνεχίσετε.",
        ],
    ),
    (
        "he",
        &[
            "בבוקר הלכנו לשוק כדי לקנות לחם טרי וכמה תפוחים.",
            "הילדים שיחקו ליד הנהר, וההורים ישבו בצל העצים ושוחחו.",
            "האם תוכל לומר לי היכן נמצאת התחנה הקרובה? אינני מוצא אותה.",
            "הטחנה הישנה שעל הגבעה שופצה, וכיום נמצא בה מוזיאון.",
            "בשבוע הבא יהיה מעונן, ובמקומות אחדים ייתכן שלג.",
        ],
    ),
    (
        "ar",
        &[
            "في الصباح ذهبنا إلى السوق لنشتري الخبز الطازج وبعض التفاح.",
            "كان الأطفال يلعبون قرب النهر بينما جلس الآباء في ظل الأشجار.",
            "هل يمكنك أن تخبرني أين تقع أقرب محطة؟ لا أستطيع العثور عليها.",
            "تم إصلاح الطاحونة القديمة على التل وأصبحت الآن متحفا.",
            "سيكون الجو غائما في الأسبوع القادم، وقد يسقط الثلج في بعض المناطق.",
        ],
    ),
    (
        "th",
        &[
            "ตอนเช้าเราไปตลาดเพื่อซื้อขนมปังสดกับแอปเปิลสองสามลูก",
            "เด็ก ๆ เล่นอยู่ริมแม่น้ำ ส่วนพ่อแม่นั่งคุยกันใต้ร่มไม้",
            "ช่วยบอกหน่อยได้ไหมว่าป้ายรถเมล์ที่ใกล้ที่สุดอยู่ที่ไหน",
            "โรงสีเก่าบนเนินเขาได้รับการซ่อมแซมแล้ว และตอนนี้เป็นพิพิธภัณฑ์",
            "สัปดาห์หน้าท้องฟ้าจะมีเมฆมาก และบางแห่งอาจมีฝนตก",
        ],
    ),
    (
        "ja",
        &[
            "朝早く市場へ行って、焼きたてのパンとりんごをいくつか買いました。",
            "子どもたちは川のそばで遊び、親たちは木陰に座って話していました。",
            "一番近い停留所はどこにあるか教えていただけますか。なかなか見つかりません。",
            "丘の上の古い水車小屋は修理されて、今では博物館になっています。",
            "来週は曇りがちで、ところによって雪が降るかもしれません。",
            "続けるにはパスワードを入力して、下のボタンを押してください。",
        ],
    ),
    (
        "zh",
        &[
            "早上我们去市场买了新鲜的面包和几个苹果。",
            "孩子们在河边玩耍，父母坐在树荫下聊天。",
            "请问最近的车站在哪里？我怎么也找不到。",
            "山上的旧磨坊已经修好，现在是一座博物馆。",
            "下周多云，部分地区可能会下雪。",
            "请输入密码，然后点击下面的按钮继续。",
        ],
    ),
    (
        "zh-tw",
        &[
            "早上我們去市場買了新鮮的麵包和幾個蘋果。",
            "孩子們在河邊玩耍，父母坐在樹蔭下聊天。",
            "請問最近的車站在哪裡？我怎麼也找不到。",
            "山上的舊磨坊已經修好，現在是一座博物館。",
            "下週多雲，部分地區可能會下雪。",
            "請輸入密碼，然後點選下面的按鈕繼續。",
        ],
    ),
    (
        "ko",
        &[
            "아침에 우리는 시장에 가서 신선한 빵과 사과 몇 개를 샀습니다.",
            "아이들은 강가에서 놀고 부모들은 나무 그늘에 앉아 이야기했습니다.",
            "가장 가까운 정류장이 어디에 있는지 알려 주시겠습니까?",
            "언덕 위의 오래된 방앗간은 수리되어 지금은 박물관으로 쓰입니다.",
            "다음 주에는 구름이 많고 곳에 따라 눈이 올 수 있습니다.",
            "계속하려면 비밀번호를 입력하고 아래 단추를 누르십시오.",
        ],
    ),
];
