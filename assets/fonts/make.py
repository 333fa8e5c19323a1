#!/usr/bin/python3
"""Makes the four typefaces in this folder from Debian's packages fonts-inter and fonts-jetbrains-mono.

    apt-get install fonts-inter fonts-jetbrains-mono python3-fonttools
    /usr/bin/python3 assets/fonts/make.py

Running it twice gives the same bytes. README.md says what is changed, and why.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SYSTEM = Path("/usr/share/fonts")
HERE = Path(__file__).resolve().parent

# Names that go along: copyright, family, style, version, trademark, makers, licence.
NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 16, 17]

# Inter, without its private use area (alternates that only features reach)
# and its letters in circles and squares.
INTER_LEFT_OUT = [range(0xE000, 0xF900), range(0x1F100, 0x1F300)]


def main():
    make("truetype/jetbrains-mono/JetBrainsMono-Regular.ttf", "JetBrains Mono", "Gander Mono")
    make("truetype/jetbrains-mono/JetBrainsMono-Bold.ttf", "JetBrains Mono", "Gander Mono")
    make("opentype/inter/Inter-Regular.otf", "Inter", "Gander Sans", tabular=True, left_out=INTER_LEFT_OUT)
    make("opentype/inter/Inter-SemiBold.otf", "Inter", "Gander Sans", tabular=True, left_out=INTER_LEFT_OUT)


def make(source, family, new_family, tabular=False, left_out=()):
    font = TTFont(SYSTEM / source, recalcTimestamp=False)
    if tabular:
        freeze_tabular_digits(font)
    keep(font, [c for c in font.getBestCmap() if not any(c in r for r in left_out)])
    rename(font, family, new_family)
    target = HERE / Path(source).name
    font.save(target)
    check(target, tabular)
    print(f"{target.name}: {target.stat().st_size:,} bytes")


def freeze_tabular_digits(font):
    """Points 0 to 9 at the glyphs that the feature `tnum` would put there."""
    gsub = font["GSUB"].table
    tnum = next(r.Feature for r in gsub.FeatureList.FeatureRecord if r.FeatureTag == "tnum")
    swap = {}
    for index in tnum.LookupListIndex:
        for table in gsub.LookupList.Lookup[index].SubTable:
            swap.update(getattr(table, "ExtSubTable", table).mapping)
    tabular = {d: swap[font.getBestCmap()[d]] for d in range(ord("0"), ord("9") + 1)}
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            cmap.cmap.update(tabular)
    # The semibold 3 is 3 units of 2816 narrower than its neighbours: give it their width.
    widths = font["hmtx"].metrics
    width = widths[tabular[ord("0")]][0]
    for glyph in tabular.values():
        assert abs(widths[glyph][0] - width) <= 3, f"{glyph} is not tabular"
        widths[glyph] = (width, widths[glyph][1])


def keep(font, characters):
    """Drops the glyphs that no character in `characters` needs, and the ligatures."""
    options = subset.Options()
    options.layout_features = [f for f in options.layout_features if f != "calt"]
    options.name_IDs = NAMES
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)


def rename(font, family, new_family):
    """Gives the changed copy a name of its own, so that nobody takes it for the original."""
    for record in font["name"].names:
        text = str(record)
        if record.nameID in (1, 4, 16):
            text = text.replace(family, new_family)
        elif record.nameID in (3, 6):  # names without spaces
            text = text.replace(family.replace(" ", ""), new_family.replace(" ", ""))
        elif record.nameID == 5:
            text += f"; changed for Gander from {family}"
        record.string = text
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = font["name"].getDebugName(6)
        top = cff.topDictIndex[0]
        top.FamilyName = new_family
        top.FullName = font["name"].getDebugName(4)


def check(path, tabular):
    font = TTFont(path)
    cmap, widths = font.getBestCmap(), font["hmtx"]
    features = {r.FeatureTag for r in font["GSUB"].table.FeatureList.FeatureRecord}
    assert not features & {"calt", "liga", "clig", "dlig", "rlig"}, features
    if tabular:
        digits = {widths[cmap[d]][0] for d in range(ord("0"), ord("9") + 1)}
        assert len(digits) == 1, f"digits of several widths: {digits}"
    else:
        missing = [hex(c) for c in [*range(0x2400, 0x2422), 0xFFFD] if c not in cmap]
        assert not missing, f"missing: {missing}"
        assert len({widths[g][0] for g in cmap.values()} - {0}) == 1, "not all of one width"


if __name__ == "__main__":
    main()
