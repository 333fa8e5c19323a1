# English: every sentence that a person reads in the window, and the words of summaries and errors,
# which the command line and exports write in English too: changing one changes their output.
#
# A key names where a message is shown. Numbers that choose a plural form come twice: `$n` is
# the number, `$n-shown` its digits as people read them. Leading and trailing spaces are
# written as { " " }.

## Said in several places

gander = Gander
language-name = English
language-fonts = fonts-noto-core
cancel = Cancel
close = Close
key-home = Home
key-enter = Enter
key-escape = Escape
tip-keyed = { $what } ({ $key })
view-hint = Show the { $view } view
complete = complete
idle = idle
none = none
unknown = unknown
yes = yes
no = no
verbatim = { $text }
standard-input = standard input
line-nr = Line { $nr }
row-nr = Row { $nr }
row-pending = Not read yet
scroll-sideways = Scroll sideways
scroll-up-down = Scroll up and down
so-far = { $what } so far
count-bytes =
    { $n ->
        [one] { $n-shown } byte
       *[other] { $n-shown } bytes
    }
count-lines =
    { $n ->
        [one] { $n-shown } line
       *[other] { $n-shown } lines
    }
tab-close = Close the tab
window-title = { $name } — Gander

## Menus and views

menu-file = File
menu-edit = Edit
menu-view = View
menu-search = Search
menu-marks = Marks
menu-bytes = Bytes
menu-cells = Cells
menu-window = Window
menu-help = Help
menu-more = More menus
menu-more-hint = Show the menus that have no room
menu-recent = Open recent
menu-sample = Make a sample
sample-log = A log, 1 GiB
sample-table = A table, 1 GiB
sample-json = JSON in one line, 1 GiB
sample-binary = Binary, 1 GiB
view-text = Text
view-hex = Hex
view-table = Table
view-map = I/O
view-filemap = Map

## Actions, by their ids

action-file-open = Open…
action-file-open-path = Open by path…
action-summary-export = Export summary…
action-report-export = Export report…
action-summary-copy = Copy summary
action-jobs-start = Recount
action-jobs-stop = Stop scanning
action-jobs-resume = Resume scanning
action-file-reopen = Reload from disk
action-file-previous = Back to the previous file
action-file-copy-path = Copy path
action-file-show-in-folder = Show in folder
action-pane-close = Close tab
action-app-quit = Quit
action-edit-copy = Copy
action-edit-copy-text = Copy as text
action-edit-copy-hex = Copy as hex
action-edit-copy-c = Copy as C array
action-edit-copy-rust = Copy as Rust array
action-edit-copy-python = Copy as Python bytes
action-edit-copy-base64 = Copy as Base64
action-edit-save-selection = Save selection…
action-table-copy = Copy cells
action-table-copy-csv = Copy cells as CSV
action-table-copy-json = Copy cells as JSON
action-table-copy-markdown = Copy cells as Markdown
action-table-cell = Whole cell (Enter)
action-table-bytes = Show the raw bytes
action-table-keep-like = Only rows with this value
action-table-keep-others = Only rows without this value
action-table-keep-bad = Only bad rows
action-table-find-in-column = Find in this column…
action-table-filter = Conditions on rows…
action-table-sort = Sort by this column
action-table-sort-descending = Sort by this column, largest first
action-table-sort-also = Then by this column
action-table-unsort = Rows in the file’s order
action-table-all-rows = All rows, in the file’s order
action-table-export = Export these rows…
action-table-export-guarded = Export these rows for spreadsheets…
action-table-dialect = How the table is written…
action-table-fit = Fit this column
action-table-freeze = Freeze columns up to this one
action-table-unfreeze = Unfreeze columns
action-table-hide = Hide this column
action-table-show-all = Show all columns in order
action-edit-open-selection = Open selection as a document
action-edit-select-all = Select all
action-go-place = Go to…
action-go-again = Go to the same again
action-go-here = Go here
action-go-back = Back
action-go-forward = Forward
action-go-start = Start of file
action-go-end = End of file
action-go-line-start = Start of line
action-go-line-end = End of line
action-file-follow = Follow (tail)
action-text-wrap = Wrap lines
action-text-line-ends = Line ends
action-text-ansi = ANSI colours
action-text-tab-2 = Tab width 2
action-text-tab-4 = Tab width 4
action-text-tab-8 = Tab width 8
action-text-rules = Highlight rules
action-rules-this = Highlight this
action-timeline-toggle = Time line
action-file-encoding = Encoding…
action-map-measure = Measure this file
action-map-stop = Stop measuring
action-filemap-go = Show this place
action-filemap-class = Map by content
action-filemap-entropy = Map by entropy
action-filemap-lines = Map by line density
action-filemap-rows = Map in rows
action-filemap-hilbert = Map along a Hilbert curve
action-filemap-whole = All of the file in the map
action-filemap-save = Save the map…
action-strip-lines = Strip: line lengths
action-strip-class = Strip: content
action-strip-entropy = Strip: entropy
action-summary-toggle = Summary panel
action-inspector-toggle = Inspector panel
action-inspector-big-endian = Values with the most significant byte first
action-jobs-list = List of jobs
action-structure-find = Find files inside of it
action-structure-read = Structure of what begins here
action-structure-save = Save these bytes…
action-structure-show = Select these bytes
action-structure-toggle = Structure panel
action-theme-system = System theme
action-theme-dark = Dark
action-theme-light = Light
action-theme-contrast = High contrast
menu-theme = Theme
menu-language = Language
action-language-system = System language
action-fonts-choose = Fonts…
action-zoom-in = Larger
action-zoom-out = Smaller
action-zoom-reset = Normal size
action-search-find = Find…
action-search-next = Next match
action-search-previous = Previous match
action-search-strings = Find runs of printable characters
action-search-all = Find in all open files
action-search-stop = Pause the search
action-search-resume = Continue the search
action-search-close = Clear search
action-search-list = Matching lines
action-search-refine = Refine the list…
action-search-this = Find this
action-search-this-back = Find this, backward
action-search-with-this = List lines with this
action-search-without-this = List lines without this
action-search-copy-rows = Copy selected lines of the list
action-search-save = Save matching lines…
action-search-save-numbered = Save them with line numbers…
action-mark-toggle = Mark this row
action-mark-next = Next mark
action-mark-previous = Previous mark
action-mark-list = List of marks
action-mark-remove-all = Remove all marks
action-pane-split-right = Split right
action-pane-split-down = Split down
action-pane-split-other = Split right, text beside bytes
action-pane-link = Linked with the other panes of its file
action-pane-scroll-along = Scroll together
action-pane-next = Next pane
action-pane-previous = Previous pane
action-tab-next = Next tab
action-tab-previous = Previous tab
action-tab-close-others = Close the other tabs
action-tab-reopen = Reopen the closed tab
action-panel-left = Move the panel to the left
action-panel-right = Move the panel to the right
action-panel-top = Move the panel to the top
action-panel-bottom = Move the panel to the bottom
action-panel-outwards = Move the panel outwards
action-panel-close = Close the panel
action-help-guide = Guide
guide-title = Guide
action-help-keys = Keys
action-help-diagnostics = Diagnostics
action-help-settings = Show the settings file
action-help-about = About Gander

## Jobs and background tasks

job-indexing = Indexing
job-mapping = Mapping
job-measuring = Measuring
job-profiling = Profiling columns
job-reading = Reading
job-timing = Reading times
task-copy = Copying the selection
task-copy-columns = Copying columns
task-export = Exporting
task-go-to-time = Going to a time
task-look-closer = Looking closer at a range
task-look-up = Looking up a path
task-sample = Making a sample
task-save-lines = Saving lines
task-save-map = Saving the map
task-export-table = Exporting rows
task-save-selection = Saving the selection

## Messages in the corner

toast-broke = { $title } failed: { $why }. The details were written down{ $log }.
toast-command-copied = The command was copied.
toast-copied =
    { $n ->
        [one] { $n-shown } byte copied.
       *[other] { $n-shown } bytes copied.
    }
toast-dialog-open = A dialog is open already; answer that one first.
toast-details-copied = The details were copied; they name no file.
toast-encoding-corrected = The whole file was read: it is { $name }, not { $before } as its samples seemed to be.
toast-exported = The summary was written to “{ $name }”.
toast-exported-stale = The summary was written to “{ $name }”, but the file was changed since it was measured: it says that it is not complete.
toast-failed = { $why }.
toast-last-line = The last line is of { $time }.
toast-rows-saved =
    { $n ->
        [one] { $n-shown } row was written to “{ $name }”.
       *[other] { $n-shown } rows were written to “{ $name }”.
    }
toast-rows-not-saved = “{ $name }” was not written: { $why }.
toast-long-work = { $name }: all is known, after { $time }
toast-lines-saved =
    { $n ->
        [one] { $n-shown } line was written to “{ $name }”.
       *[other] { $n-shown } lines were written to “{ $name }”.
    }
toast-measure-failed = Measuring could not be started: { $why }.
toast-no-ending = “{ $name }” was not written: end its name in { $known }.
kept-unreadable = What was kept in “{ $name }” can’t be read ({ $why }); defaults are used, and the file is left alone.
kept-damaged = What was kept in “{ $name }” is damaged; it was renamed to “{ $aside }”, and defaults are used.
kept-damaged-stays = What was kept in “{ $name }” is damaged; defaults are used. Rename or remove it, or nothing can be kept.
log-format-ignored = The log format “{ $name }” is not used: { $why }.
log-format-pattern = its pattern can’t be read: { $why }
log-format-group = its pattern has a group “{ $group }”; there are { $groups }
log-format-needs = its group “{ $group }” needs “{ $other }”, too
log-format-needs-time = how a time is written is said by “time”, but its pattern has no group of that name
log-format-twice = its pattern can have a group “time” or groups of a time’s parts, not both
log-format-empty = its pattern has no group of a time or a level, such as (?<time>.*) or (?<level>.*)
log-format-no-text = its “{ $name }” is no text
log-format-lacks = it has no “{ $name }”
log-format-many = there can be { $most }
log-format-sample = its pattern does not match its sample
log-format-sample-level = “{ $text }” in its sample is no level
log-format-sample-time = the time of its sample, “{ $text }”, can’t be read
toast-many-rules = There are { $n-shown } rules, the most that can be kept: remove one first.
toast-no-file-manager = No program was found that shows the folder “{ $name }”.
name-of-part = { $name } [{ $at } + { $size }]
language-no-font = The window speaks English: the system has no font for the language { $language }. Install one, such as the package { $packages }, and start Gander again.
font-missing = There is no font “{ $name }” any more; the bundled one is used.
toast-no-log = There is no log: { $why }.
toast-no-sample = The sample could not be made: { $why }.
toast-no-times = The lines of this file do not say when they were written; logs show a time line here.
toast-not-copied = Nothing was copied: { $why }.
toast-not-opened = “{ $name }” could not be opened: { $why }
toast-map-saved = The map was saved to “{ $name }”.
toast-not-saved = Nothing was saved: { $why }.
toast-not-started = { $title } could not be started: { $why }.
toast-selection-saved = The selection was saved to “{ $name }”.
toast-summary-copied = The summary was copied as Markdown.
toast-summary-copied-stale = The summary was copied as Markdown, but the file was changed since it was measured: it says that it is not complete.
toast-time-none = No line of that time was found.
toast-time-unreadable = The lines of that time could not be read: { $why }.

## Places that can't be gone to, and times

edge-chars = The characters up to there were not counted.
edge-end = The end of this line was not found: counting was stopped before it.
edge-lines = The lines up to here were not counted.
edge-no-line =
    { $n ->
        [one] There is no line { $line }: { $n-shown } line was found.
       *[other] There is no line { $line }: { $n-shown } lines were found.
    }
edge-stopped = Counting was stopped after { $n-shown } lines, { $share } of the file. Resume it to go to line { $line }.
goto-column = Columns are counted from 1.
goto-byte = “{ $typed }” is not a byte offset; try @0x1F or @12GB.
goto-how = Type a line like 1200 or +10, a line and column like 1200:17, a byte like @0x1F, @12GB, @+0x20 or @-0x20 (from the end), bytes like @0x10..0x1F or @0x10+16, or a share like 50%.
goto-no-bytes = The last byte comes before the first one.
goto-line = Lines are counted from 1.
goto-no-line-yet = The number of the cursor’s line is not counted yet.
goto-past-end = The file ends at { $at } ({ $size }).
goto-no-row = There is no row { $row }: the table has { $n ->
    [one] one record
   *[other] { $n } records
  }, its header included.
goto-row-stopped = Records are counted no further; resume the scan to go there.
goto-share = A percentage is from 0 % to 100 %.
goto-label = Go to
goto-hint = line  @byte  %  time
goto-hint-table = row  @byte  %
time-no-year = The lines say no year: type 03-14 09:26:53, or 09:26.
time-with-year = The lines say a year: type 2026-03-14 09:26:53, or 09:26.

## Banners

banner-before = This is what “{ $name }” was before.
banner-cut = “{ $name }” was cut to { $size } by another program. What was read before is kept.
banner-deleted = “{ $name }” was deleted. It can be read until its tab is closed.
banner-emptied = “{ $name }” was emptied or rewritten by another program; this is what it holds now.
banner-ended = Reading “{ $name }” ended early: { $why }. What was computed before is kept.
banner-reader-failed = The reader of “{ $name }” failed; what was found before is kept.
banner-replaced = “{ $name }” was replaced by another file of that name. This is still the old one.
banner-rewritten = “{ $name }” was rewritten by another program. What was read before is kept.
banner-rotated = “{ $name }” was replaced, as logs are rotated; this is the new file.
banner-rotated-often =
    { $n ->
       *[other] “{ $name }” was replaced { $times } times, as logs are rotated; this is the newest file.
    }
banner-pipe = { $why }. What has come is kept.
banner-scan-failed = A computation of “{ $name }” failed; what was found before is kept.
banner-why-failed = a computation failed ({ $why })
banner-unchanged = “{ $name }”{ " " }
compressed = { $how }-compressed: decompress it first, or: { $command }
compressed-copy = Copy the command
banner-dismiss = Dismiss
banner-read-anew = Reload from disk
banner-open-new = Open the new one
banner-go-to-new = Go to the new one
banner-copy-details = Copy details
banner-previous = Back to the old one
banner-one-before = Back to the previous file
banner-read-before = Show what was read before
pending-column = Column { $column } of line { $line }
pending-end = The end of this line
pending-start = The start of this line
pending-place = { $what } is not indexed yet ({ $done } so far); it will be shown as soon as it is.
pending-stop = Stop waiting
question-bytes = { $is } is selected; the clipboard takes { $most }.
question-cells = Cells of { $is } are selected; the clipboard takes those of { $most }.
question-columns = Columns of { $is } are selected; the clipboard takes those of { $most }.
question-save = Save to a file…
silent-file = “{ $name }” has not answered for { $seconds } s{ $mount }. It goes on by itself when it answers; the tab can be closed.

## Dialogs, About and the path to type

about-version = Version { $version }. Take a gander at any file.
about-licence = Files are only read, unless you unlock one. Licensed under MIT or Apache 2.0; the typefaces Inter and JetBrains Mono under the Open Font License.
dialog-all-files = All files
dialog-open = Open files
dialog-open-one = Open a file
dialog-save-report = Save the report as
dialog-save-table = Export rows as
dialog-save-lines = Save matching lines as
dialog-save-numbered = Save matching lines with their numbers as
dialog-save-map = Save the map as
dialog-save-selection = Save selection as
dialog-save-summary = Save summary as
format-file-bytes = Bytes
format-file-csv = CSV
format-file-tsv = TSV
format-file-jsonl = JSON lines
format-file-png = PNG picture
format-file-parquet = Parquet
format-file-text = Text
path-candidates =
    { $n ->
        [one] { $n-shown } name fits
       *[other] { $n-shown } names fit
    }
path-checking = Looking…
path-exists = “{ $name }” exists. Replace it?
path-format = Format
path-label = Path of the file to open
path-label-save = Name or path of the file
path-leads-to = → { $path }
path-missing-folder = there is no folder “{ $name }”
path-no-dialog = This system has no file dialog; type the path instead.
path-no-folder = “{ $name }” is no folder
path-open = Open
path-replace = Replace
path-save = Save
path-starts-in = in { $folder }

## The choice of fonts

fonts-title = Fonts
fonts-interface = Interface
fonts-data = Text, bytes and tables
fonts-search = Search the fonts
fonts-bundled = bundled
fonts-listing = Listing the system’s fonts…
fonts-size = Ctrl++ and Ctrl+− make everything larger and smaller.

## The list of keys

keys-title = Keys
keys-arrows = ↑ ↓ ← →
keys-arrows-does = Move the cursor; with Shift, select
keys-page = Page Up, Page Down, Space
keys-page-does = Scroll by a page
keys-row = Ctrl+↑, Ctrl+↓
keys-row-does = Scroll by a row
keys-sideways = h, l
keys-sideways-does = Scroll sideways
keys-word = Ctrl+←, Ctrl+→
keys-word-does = To the start, to the end of a word; with Shift, select
keys-block = Alt+Shift+arrows
keys-block-does = Select a block of columns; or drag with Alt, with Shift and Alt, or with the middle button
keys-lines = Click and drag beside the text
keys-lines-does = Select whole lines
keys-ends = g, Shift+G
keys-ends-does = Start, end of the file
keys-j-k = j, k
keys-j-k-does = Scroll by a row, down or up
keys-d-u = d, u
keys-d-u-does = Scroll by half a page, down or up
keys-f-b = f, b
keys-f-b-does = Scroll by a page, down or up
keys-find = /, ?
keys-find-does = Find, forward or backward
keys-n = n, Shift+N
keys-n-does = Next match that way, or the other way
keys-escape = Escape
keys-escape-does = Take away the topmost thing: a box, a message, a banner; then clear the search
keys-m = m
keys-m-does = Mark this row, or unmark it
keys-select-ends = Shift+Home, Shift+End
keys-select-ends-does = Select to the start, to the end of the line; with Ctrl, of the file
keys-select-pages = Shift+Page Up/Down
keys-select-pages-does = Select by pages
keys-bar = Shift and drag the bar
keys-bar-does = Scroll by a row a pixel
keys-list = Arrows, pages, Home, End in the list of matches
keys-list-does = Move in it, with Shift select; Enter goes there, Ctrl+C copies
keys-map = Arrows, +, −, Home, Enter in the map
keys-map-does = Move from block to block, with Shift select; nearer, farther, all of the file; go there
keys-search = Search the keys
keys-none = No key does that.
keys-moving = Moving and scrolling
keys-selecting = Selecting
keys-more = More
keys-menus = F10, Alt+first letter
keys-menus-does = Open a menu; arrows move in it and to the next
keys-tab = Tab, Shift+Tab
keys-tab-does = Next, previous control
keys-panel = Shift+arrows in a panel’s header
keys-panel-does = Move the panel to that edge; F6 goes to the header

## Encodings

confidence-certain = certain
confidence-guess = guess
confidence-likely = likely
encoding-binary = Binary
encoding-chosen = It is read as { $name }, as you chose.
encoding-detected = As detected
encoding-misfit = First misfit { $at }
encoding-misfit-hint = Show the first byte that does not fit
encoding-no-text = It seems to be no text ({ $how }).
encoding-seems = It seems to be { $name } ({ $how }).
encoding-title = Encoding
encoding-search = Search the encodings
encoding-none = No encoding of that name.

## Marks, rules and colours

hue-blue = Blue
hue-cyan = Cyan
hue-green = Green
hue-grey = Grey
hue-orange = Orange
hue-purple = Purple
hue-red = Red
hue-yellow = Yellow
mark-not-yet = The row is not at hand yet; try again when it is shown.
mark-too-many = There are { $n } marks already.
marks-close = Close the marks
marks-colour = Colour of the mark of { $place }
marks-go = Go there
marks-name = Name of the mark of { $place }
marks-none = Nothing is marked. Ctrl+B marks the row with the cursor; F2 goes from mark to mark.
marks-remove = Remove the mark of { $place }
marks-title = Marks
rules-about = What is coloured in a text. Later rules win.
rules-add = Add a pattern
rules-addresses = Addresses
rules-close = Close the highlight rules
rules-colour = Colour of rule { $nr }
rules-levels = Levels
rules-move-down = Move rule { $nr } down
rules-move-up = Move rule { $nr } up
rules-numbers = Numbers
rules-pattern = Pattern of rule { $nr }
rules-pattern-hint = pattern
rules-remove = Remove rule { $nr }
rules-reset = Reset to defaults
rules-reset-hint = Forget all changes
rules-times = Times
rules-title = Highlight rules
rules-whole-line = whole line

## Searching

search-filter = Filter
search-filter-hint = Show or hide the lines that match
search-find = Find
search-find-bytes = 48 8B ?? ?D, u32le:1234, utf-16le:name
search-n-in = { $n } in { $done }
search-n-readable = { $n } in what could be read
search-n-stopped = { $n } in { $done }, paused
search-next-hint = Go to the next match
search-no-thread = the system has no thread for a search
search-none = no match
search-nr-of = { $nr } of { $n }
search-previous-hint = Go to the previous match
search-slower = slower ·{ " " }
search-unreadable = Invalid pattern
search-unusable = the pattern can’t be used ({ $why })
search-wrapped = wrapped ·{ " " }
toggle-case = Match case{ $of }
toggle-case-hint = Match case (off: A = a)
toggle-hex = Hexadecimal bytes{ $of }
toggle-hex-hint = Find bytes by hexadecimal pairs, “?” for any digit: 48 8B ?? ?D; a number: u32le:1234, f64be:3.14±0.01, i16:1..5 in either order; text in another encoding: utf-16le:name; or runs of printable characters: strings:6 utf-8 utf-16le
toggle-of-other = { " " }of the other pattern
toggle-of-rule = { " " }of rule { $nr }
toggle-regex = Regular expression{ $of }
toggle-regex-hint = Read as a regular expression; with look-around or back-references it is slower
toggle-word = Whole word{ $of }
toggle-word-hint = Match whole words only
refine-all = and
refine-and = And
refine-and-hint = Keep the lines that match it, too
refine-and-not = And not
refine-and-not-hint = Leave out the lines that match it
refine-another = Another pattern
refine-another-hint = another pattern
refine-apply = Apply
refine-clear = clear
refine-clear-hint = List the matches of the search alone
refine-edit = Pattern of the chip
refine-full = There is no room for another pattern.
refine-negate = Must not match
refine-negate-hint = Leave out the lines that match, or keep them
refine-any = or
refine-any-hint = Ask that one of them matches, or that all do
refine-chip-hint = Edit this pattern
refine-search-hint = Edit this pattern in the search box
refine-times-hint = Edit this time range
refine-not = not
refine-not-these = not ({ $terms })
refine-not-this = not { $name }
refine-or = Or
refine-or-hint = Add the lines that match it
refine-remove = Remove { $name }
refine-within = Filter the result
refine-within-hint = Filter what is left
refine-within-that = within that

## The list of matching lines

list-all-files = all files
list-all-files-hint = Look for it in all open files
list-before =
    { $files ->
        [one] { $what } (before: { $before } in { $files-shown } file)
       *[other] { $what } (before: { $before } in { $files-shown } files)
    }
list-close = Close the list
list-context = context { $n }
list-context-less = Show fewer lines around each
list-context-more = Show more lines around each
list-empty = No line matches.
list-ended = { $what }, then it ended early: { $why }
list-failed = { $what }, then it failed: { $why }
list-gave-up =
    { $n ->
        [one] { $what }; { $n-shown } line took too long
       *[other] { $what }; { $n-shown } lines took too long
    }
list-invert = invert
list-invert-hint = List the lines that do not match
list-lines = Lines of the list
list-match = Match
list-matches =
    { $n ->
        [one] { $n-shown } match in { $lines }
       *[other] { $n-shown } matches in { $lines }
    }
list-near = Near
table-place = Place in the table, in percent
list-place = Place in the list, in percent
list-refine = refine
list-refine-hint = Add patterns, and filters within
list-resume = continue
list-resume-hint = Continue the search
list-save = save…
list-save-lines = Lines…
list-save-numbered = Lines with numbers…
list-searching = Searching…
list-so-far = { $what } so far · { $done } · { $rate } · { $each } a second
list-stop = pause
list-stop-hint = Pause the search
list-stopped = { $what }, paused at { $done }
list-title = Matches
list-too-large = the lines are more than { $most }; save them instead
save-not-written = “{ $name }” was not written: { $why }
save-still-counting = Lines are still being counted; save them with their numbers when that is done.
save-still-searching = The file is still being searched; save the lines when that is done.
save-stopped = it was stopped

## The start page, and files that can't be shown

start-about = Look into a file of any size.
start-drop = Drop a file here
start-hint = Ctrl+O open · F1 all keys · files are only read, unless you unlock one
start-icon = Gander’s icon
start-let-go = Let go to open it
start-open = Open a file…
start-open-named = Open { $name }
start-clear = Clear the list
start-recent = Recent
start-remove = Remove from this list
start-remove-named = Remove { $name } from the list
recent-line = line { $nr }
start-sample = Make a sample ▾
worth-title = Worth knowing
worth-go = goes to a line, a byte such as @0x1F or @12GB, a share such as 50%, or a time in a log.
worth-list = lists every line that matches the search, also in 100 GB; and, or and not refine it.
worth-split = shows text beside bytes: both have one cursor and one selection.
worth-follow = follows a log as it grows, also when it is rotated.
worth-edit = lets bytes be changed, with undo and a journal; until then files are only read.
notice-again = Try again
notice-empty = An empty file
notice-failed = This file can’t be shown
notice-no-byte = “{ $name }” holds no byte. If something is written to it, it appears here.
notice-nothing-yet = Nothing has come from { $name } yet.
notice-opening = Opening…
notice-opening-file = “{ $name }” is being opened.

## Tabs, panes and views

file-place = Place in the file, in percent
file-seen = Visible part of the file
hex-bytes = Bytes of the file
hex-offset = offset
pane-linked = Linked
pane-linked-hint = Give this pane a cursor and a selection of its own
pane-not-linked = Not linked
pane-not-linked-hint = Share one cursor and one selection with the other panes of this file
pane-scrolls = scrolls together
tab-close-named = Close { $name }
tabs-all = All tabs
tabs-all-hint = List all tabs
tab-named = Tab { $name }
text-marked = Marked
text-numbers = Line numbers
text-sideways = Sideways
text-text = Text of the file

## Rows of a table that are shown, and their order

rows-bad = bad rows
rows-all = Show all
rows-all-hint = Show all rows, in the file’s order
rows-chip-hint = Switch this condition off or on
rows-sort-chip-hint = Turn the order around
rows-remove-named = Remove { $name }
rows-unsort-named = Do not sort by { $name }
rows-field = Condition on rows
rows-field-hint = amount >= 100 and city = "Oslo"
rows-shown = { $n } of { $of } rows
rows-shown-so-far = { $n } rows so far
rows-computing = { $share } read
rows-not-sorted = The rows could not be sorted: { $why }
rows-match-hidden = This match is in a row that the conditions hide.
rows-cell-too-long = This cell is too long, or no text, for a condition.
task-sort = Sorting rows
task-structure = Reading the structure

## How a table is written, by hand

dialect-form = Cells
dialect-form-delimited = delimited
dialect-form-json = JSON lines
dialect-form-logfmt = logfmt
dialect-form-fixed = fixed width
dialect-delimiter = Delimiter
dialect-comma = ,
dialect-semicolon = ;
dialect-tab = tab
dialect-pipe = |
dialect-space = space
dialect-other = other
dialect-other-name = Another delimiter
dialect-other-hint = Up to 8 characters, or \x1f and its like; Enter applies it
dialect-quote = Quote
dialect-none = none
dialect-escape = Quote in quotes
dialect-doubled = doubled
dialect-header = Header
dialect-yes = yes
dialect-no = no
dialect-table = Table
dialect-detected = As detected
dialect-detected-hint = Read the table as it was detected
dialect-close = Close how the table is written
dialect-option = { $of } { $name }

## The columns of a table, to be chosen

chooser-open = Columns
chooser-open-hint = Show, hide and find columns
chooser-find = Find a column
chooser-shown = Show { $name }
chooser-go-hint = Go to this column
chooser-more = { $n } more; find them by their names

## What a column holds

card-so-far = so far
card-empty = Empty
card-invalid = Invalid
card-min = Least
card-max = Greatest
card-sum = Sum
card-mean = Mean
card-stddev = Std. deviation
card-quartiles = Quartiles
card-distinct = Distinct
card-lengths = Characters
card-bar = { $from } – { $to }: { $n } cells
card-value-hint = Show only rows with this value
card-table = Table
card-rows = Rows
card-tables = Table
card-table-of = { $n } of { $of }, next
card-columns = Columns
card-dialect = Written with
card-bad-rows = Bad rows
card-header = header

## The table

table-cells = Cells of the table
table-numbers = Row numbers
table-empty = empty
table-is-none = This file is no table.
table-too-few =
    { $has ->
        [one] ⚠ only one cell of { $of }
       *[other] ⚠ only { $has } cells of { $of }
    }
table-too-many = ⚠ { $has } cells in a table of { $of } columns
table-unclosed = ⚠ a quote is opened and never closed
table-malformed = ⚠ the line is not whole, or not of the table’s form
table-no-column = ⚠ a value for which there is no column
table-text-after = ⚠ text after the closing quote of cell { $column }
table-cell = Cell of { $name }
table-cell-close = Close the cell
table-cell-goes-on = The cell goes on; the text view shows all of it.

## Months, in dates without a year

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

## The status bar

status-bytes-selected =
    { $n ->
        [one] { $n-shown } byte selected
       *[other] { $n-shown } bytes selected
    }
status-columns-selected =
    { $n ->
        [one] { $n-shown } column selected
       *[other] { $n-shown } columns selected
    }
status-encoding = Encoding { $name }
status-encoding-hint = Text encoding (click to change)
status-follow = Follow
status-follow-hint = Show the end, and what is written to the file as it comes
status-following = Following
status-following-hint = Stop showing what is written to the file as it comes; scrolling up does that, too
status-line-ends-hint = Line ends: { $lf } LF, { $crlf } CRLF, { $cr } stray CR. Click to show or hide them.
status-line-ends-mixed = mixed
status-left = { " " }· { $time } left
status-line = Ln { $line }
status-line-column = Ln { $line } Col { $column }
status-row = Row { $row } · { $column }
status-row-hint = Row and column of the cursor; the header counts as a row. Click to go to a row (Ctrl+G).
status-table-columns =
    { $n ->
        [one] one column selected
       *[other] { $n } columns selected
    }
status-line-hint = Line and column of the cursor. Click to go to a line (Ctrl+G).
status-linked = linked
status-no-file = No file open
status-not-linked = not linked
status-offset-in-file = @ { $at } · { $whole } in the file · { $share }
status-offset-hint = Byte offset of the cursor ({ $n-shown }) and its share of the file. Click to go to a place (Ctrl+G).
status-progress = Progress
status-resume = Resume
status-size-hint = Size of the file: { $n-shown } bytes
status-stop-hint = Stop (what is known stays)
status-stop-task = Stop: { $title }
status-stopped = Stopped
status-task = { $title }…
status-view = View { $at }
status-view-hint = First visible row: byte { $offset }, { $share } of the file. Click to show the cursor.
status-view-line = View Ln { $line }

## The time line

level-debug = debug
level-error = error
level-fatal = fatal
level-info = info
level-none = without a level
level-trace = trace
level-warn = warn
timeline-close = Close the time line
timeline-hint = Click to go there, drag for the lines of a stretch
timeline-of =
    { $n ->
        [one] Time line of { $n-shown } line
       *[other] Time line of { $n-shown } lines
    }

## The summary panel

changed-coming = still coming
changed-cut = cut to { $size }
changed-deleted = deleted
changed-grows = growing, { $ago }
changed-replaced = replaced
changed-rewritten = rewritten
panel-all = All figures
panel-before = Files before
panel-bytes = Bytes
panel-changed = Changed
panel-copy = Copy
panel-copy-hint = Copy the summary as Markdown
panel-encoding = Encoding
panel-nothing-yet = nothing read yet
panel-exact = exact to { $size }
panel-file = File
panel-hide = Hide summary
panel-hide-hint = Hide the summary
panel-kind = Kind
panel-lines-at-least =
    { $n ->
        [one] at least { $n-shown } line
       *[other] at least { $n-shown } lines
    }
panel-read = { $share } read
panel-show = Show { $at }
panel-show-it = Summary
panel-show-it-hint = Show the summary
panel-size = Size

## The panel of values at a place

inspect-title = Inspector
inspect-close = Close the inspector
inspect-at = Value at { $place }
inspect-selected = Value at { $place }, where the selection starts
inspect-end = The cursor is at the file’s end: there are no bytes.
inspect-empty = The file is empty: there are no bytes.
inspect-little = Little endian
inspect-little-hint = Little endian: the least significant byte comes first. Press for big endian
inspect-big = Big endian
inspect-big-hint = Big endian: the most significant byte comes first. Press for little endian
inspect-value = { $name }: { $value }
inspect-press = { $value } · { $n ->
        [one] 1 byte
       *[other] { $n } bytes
    } · press to copy
inspect-copy = Copy
inspect-copy-hex = Copy as hex
inspect-find = Find this value
inspect-select = Select these bytes
inspect-copied = Copied { $value }
inspect-integers = Integers
inspect-floats = Decimals
inspect-looks = Character, bits and colours
inspect-times = Times (UTC)
inspect-identifiers = Identifiers and addresses
inspect-i8 = int8
inspect-u8 = uint8
inspect-i16 = int16
inspect-u16 = uint16
inspect-i24 = int24
inspect-u24 = uint24
inspect-i32 = int32
inspect-u32 = uint32
inspect-i64 = int64
inspect-u64 = uint64
inspect-i128 = int128
inspect-u128 = uint128
inspect-sleb128 = SLEB128
inspect-uleb128 = ULEB128
inspect-f16 = float16
inspect-bf16 = bfloat16
inspect-f32 = float32
inspect-f64 = float64
inspect-utf-8 = UTF-8
inspect-utf-16 = UTF-16
inspect-bits = bits
inspect-rgb = RGB
inspect-rgba = RGBA
inspect-bgra = BGRA
inspect-unix32 = Unix time, 32 bits
inspect-unix64 = Unix time, 64 bits
inspect-unix-ms = Unix time, ms
inspect-unix-us = Unix time, µs
inspect-unix-ns = Unix time, ns
inspect-filetime = FILETIME
inspect-dos = DOS date and time
inspect-hfs = HFS+ time
inspect-guid = GUID (Windows)
inspect-uuid = UUID
inspect-ipv4 = IPv4
inspect-ipv6 = IPv6
inspect-short = not enough bytes
inspect-overlong = longer than need be
inspect-space = space
inspect-leb-large = more than 128 bits
inspect-leb-endless = no end within { $n } bytes
inspect-no-time = no date or time
inspect-out-of-range = out of range
inspect-not-utf-8 = not UTF-8
inspect-not-utf-16 = not UTF-16

## Panels

panel-drag-hint = Drag it to another edge; or Shift and an arrow key
panel-menu = Move or close: { $title }
panel-resize = Size of: { $title }
pane-resize = Size of the panes beside it
tab-bar = Bar of tabs
summary-close = Close the summary
jobs-close = Close the jobs
jobs-cpu = { $time } of processor time
jobs-done = done, { $size }
jobs-done-kept = done, { $size }; { $known } known from the index cache
jobs-resume = Resume: { $title }
jobs-resume-all = resume
jobs-resume-all-hint = Resume all jobs of all files
jobs-search = Searching
jobs-stop-all = stop
jobs-stop-all-hint = Stop all jobs of all files
jobs-stopped = stopped at { $done }
jobs-title = Jobs

## Two files compared

action-compare-with = Compare with…
action-compare-export = Export differences…
action-compare-panel = Differences
action-compare-next = Next difference
action-compare-previous = Previous difference
action-compare-align = Align what was inserted and deleted
action-compare-again = Compare again
action-compare-stop = Stop comparing
action-compare-end = End the comparison
compare-again = compare again
compare-again-hint = Compare what the files hold now
compare-aligned = aligned
compare-aligned-hint = Follow what was inserted and deleted, instead of comparing the same offsets
compare-changed-since = “{ $name }” has changed since it was compared.
compare-choose = Another file…
compare-column-bytes = bytes
compare-column-kind = difference
compare-count =
    { $n ->
        [one] { $n-shown } difference
       *[other] { $n-shown } differences
    }
compare-count-changed = { $n } changed
compare-count-first = { $n } only in the first file
compare-count-second = { $n } only in the second file
compare-end = end
compare-end-hint = End the comparison and keep both files open
compare-equal = The files are equal, byte for byte: { $size }
compare-export = export…
compare-export-hint = Save the list of differences as text or JSON lines
compare-faulted = “{ $name }” was not compared to its end: { $why }
compare-itself = This file a second time
compare-itself-hint = In a second pane with a cursor of its own
compare-kind-changed = changed
compare-kind-first = only in the first
compare-kind-second = only in the second
compare-merged = More than { $n } differences: short neighbours stand in one line. Next and previous stop at each.
compare-none-after = There is no difference after this place.
compare-none-before = There is no difference before this place.
compare-none-yet = No difference after this place has been found yet.
compare-nothing = No files are compared.
compare-opening = Waiting for both files…
compare-progress = Comparing
compare-row = { $what }, { $a } and { $b }, { $bytes } bytes
compare-several = { $n } differences
compare-so-far = { $what } so far · { $done }
compare-stop = stop
compare-stop-hint = Stop; what was found stays
compare-stopped = { $what }, stopped at { $done }
compare-title = Compare { $name } with
dialog-save-differences = Save differences as
differences-close = Close the differences
differences-title = Differences
task-difference = Seeking a difference
task-save-differences = Saving differences
toast-differences-saved = The differences were written to “{ $name }”.

## Hashes

action-hash-panel = Hashes
hash-compute = Compute { $names }
hash-copy = copy
hash-copy-named = Copy { $name }
hash-differs = Not equal to { $names }.
hash-equals = Equal to { $name }.
hash-file = File, { $size }
hash-known = Known digest
hash-known-hint = Paste a checksum to compare
hash-no-digest = This is no digest: digits are missing, or too many.
hash-no-selection = Selection: none
hash-none-ticked = Tick an algorithm first
hash-not-computed = As long as { $names }, not computed yet.
hash-of-file = Of the file, { $size }
hash-of-part =
    { $n ->
        [one] Of { $n-shown } selected byte at { $from }
       *[other] Of { $n-shown } selected bytes, { $from } to { $to }
    }
hash-selection =
    { $n ->
        [one] Selection, { $n-shown } byte
       *[other] Selection, { $n-shown } bytes
    }
hash-stale = The file has changed since: these are digests of what it was.
hash-start-file = Hash the file
hash-start-selection = Hash the selection
hash-stop = Stop
hash-stopped = Stopped before the end.
hashes-close = Close the hashes
hashes-title = Hashes of the file
task-hash = Hashing
toast-digest-copied = { $name } copied.

## The structure of a file

panel-structure = Structure
structure-chunk-short = The chunk is shorter than its fields.
structure-close = Close the structure
structure-component = component
structure-contents = the contents
structure-cut = The file ends before this can be read, at { $at }.
structure-data = data
structure-differs = differs: { $is } is expected
structure-dynamic = dynamic entries
structure-entries = entries
structure-extension = extension
structure-failed = The structure can’t be read: { $why }.
structure-find = find files inside
structure-find-hint = Find what begins inside of this file: pictures, archives, programs
structure-format-elf = ELF: program, library or object file
structure-format-gif = GIF: picture
structure-format-gzip = gzip: compressed file
structure-format-jpeg = JPEG: picture
structure-format-macho = Mach-O: program or library of macOS
structure-format-pcap = PCAP and PCAPNG: captured packets
structure-format-pdf = PDF: document
structure-format-pe = PE: program or library of Windows
structure-format-png = PNG: picture
structure-format-sqlite = SQLite: database
structure-format-tar = TAR: archive
structure-format-wav = RIFF: WAV and its kin
structure-format-zip = ZIP: archive
structure-found = Found inside: { $n ->
        [0] nothing
        [one] { $n-shown } beginning
       *[other] { $n-shown } beginnings
    }
structure-found-failed = Found inside: ended early: { $why }
structure-found-more = Found inside: { $n ->
        [one] { $n-shown } beginning
       *[other] { $n-shown } beginnings
    }, of which the first { $most-shown } are listed
structure-found-so-far = Found inside: { $n ->
        [one] { $n-shown } beginning
       *[other] { $n-shown } beginnings
    } in { $done }
structure-full = More nodes are open than can be kept at once. Read the structure again to close those that were opened before.
structure-gzip-short = The file ends before its trailer.
structure-gzip-trailer = trailer
structure-header = header
structure-image = image
structure-macho-commands = load commands
structure-magic = magic
structure-more = … more
structure-n-more = { $n ->
        [one] … { $n-shown } more
       *[other] … { $n-shown } more
    }
structure-name = name
structure-no-block = What stands at { $at } is no block.
structure-no-chunk = What stands at { $at } is no chunk.
structure-no-command = What stands at { $at } is no load command.
structure-no-marker = What stands at { $at } is no marker.
structure-no-octal = no number in octal digits
structure-no-packet = What stands at { $at } is no packet: it would be too long.
structure-no-zero = No zero ends this text.
structure-offset = offset
structure-pdf-circle = The tables lead to one another in a circle, or are too many.
structure-pdf-free = free
structure-pdf-no-entry = This is no entry of a cross-reference table.
structure-pdf-no-object = the object does not stand there
structure-pdf-no-start = No startxref near the end says where objects are.
structure-pdf-no-trailer = No trailer follows the table.
structure-pdf-stream = cross-reference stream
structure-pdf-table = cross-reference table
structure-pe-coff = COFF header
structure-pe-directories = data directories
structure-pe-dos = DOS header
structure-pe-optional = optional header
structure-points-past = { $what }: not at { $at }, or reaching past the end
structure-reaches-past = It reaches past the end of the file: { $n ->
        [one] { $n-shown } byte
       *[other] { $n-shown } bytes
    }.
structure-reading = Reading the structure …
structure-right = right
structure-sections = sections
structure-segments = program headers
structure-size = size
structure-sqlite-cell = cell
structure-sqlite-cells = cells
structure-sqlite-page = no size of a page
structure-sqlite-pages = pages
structure-sqlite-rest = the rest stands in other pages
structure-stands-still = The next one would be this one again.
structure-stop = stop
structure-stop-hint = Stop looking for files inside
structure-symbols = symbols
structure-table-past = the header says { $n ->
        [one] { $n-shown } entry
       *[other] { $n-shown } entries
    } at { $at }, which is past the end
structure-tar-end = end of archive
structure-tar-no-end = The two blocks of zeros that end an archive are missing.
structure-tar-sum = The checksum of the header at { $at } is wrong: it is { $is } in octal digits.
structure-too-deep = This is nested too deeply.
structure-too-long = More bytes than may be read at once are needed for this.
structure-too-many = There are more nodes than may be read at once.
structure-too-short = The file is shorter than it was.
structure-tree = Structure of the file
structure-type = type
structure-unchecked = not checked: too long
structure-unknown = The file begins as none of the known formats does:
structure-unknown-at = What stands at { $at } begins as none of the known formats does:
structure-unknown-order = no known order of bytes
structure-unknown-short = As a whole it is of no known format.
structure-value = value
structure-whole = whole file
structure-whole-hint = Show what the file says about itself from its start
structure-wrong-sum = wrong: it is { $is }
structure-zip-before = { $n ->
        [one] { $n-shown } byte stands
       *[other] { $n-shown } bytes stand
    } before the archive, which its own offsets don’t count.
structure-zip-central = record in the central directory
structure-zip-descriptor = data descriptor
structure-zip-end = end of central directory
structure-zip-end64 = ZIP64 end of central directory
structure-zip-extra = extra field
structure-zip-local = local header
structure-zip-locator = ZIP64 locator
structure-zip-no-end = The record that ends a ZIP archive is missing; these are the entries by their local headers.
structure-zip-no-entry = What stands at { $at } is no record of the central directory.
structure-zip-unknown-size = its size stands behind its data, so what follows can’t be found

## The map view

advice-no-map = none: there is no map
advice-random = random
advice-sequential = sequential
map-a-second = { $n } a second
map-advice = Advice to the kernel (madvise)
map-chunk = A chunk of 4 MiB
map-chunk-copied = copied by 256 KiB
map-chunk-mapped = mapped in, then released
map-costs = What it costs
map-costs-since = since the start, and now
map-disk = Read from storage
map-disk-hint = What was not in the page cache
map-faults = Page faults, last minute
map-fetched = How it is fetched
map-interruptions = Involuntary context switches
map-interruptions-hint = How often a thread had to leave its processor to another
map-major = Major page faults
map-major-hint = Pages that a disk had to bring
map-maps = Memory maps in use
map-maps-of = { $now } of { $most }
map-minor = Minor page faults
map-minor-hint = Pages that were in memory, but not yet in this process’s table
map-more = and { $n-shown } more
map-page-size = Page size
map-process = Resident memory (RSS)
map-read = Read by system calls
map-read-hint = Copied by read calls; some of it by these figures themselves
map-resident = Resident pages of the map
map-size = The file is { $size }, mapped { $mapped }
map-together = { $rate } together
map-waits = Voluntary context switches
map-waits-hint = How often a thread waited: for a disk, a lock, or something to do
map-worker = Worker { $nr }
map-workers = Workers
pages-about = about { $share }
pages-all = all { $all } pages
pages-cached = in the page cache
pages-cached-unknown = the system tells it only to who owns the file or may write it
pages-coming = They are being counted…
pages-no-map = The file is read, not mapped, so it has no pages here.
pages-own = mapped into this process
pages-own-unknown = the system doesn’t tell
pages-said = Pages: { $shares }
pages-sampled = sampled: { $n } of { $all } pages
pages-title = Pages along the file

## The map of the file

bytes-control = Control
bytes-high = High
bytes-nul = NUL
bytes-printable = Printable
content-code = code, dense binary
content-compressed = compressed or encrypted
content-repeats = one value repeated
content-tables = tables, sparse binary
content-text = text
content-zeros = zeros
filemap-all = Whole file
filemap-all-hint = Show all of the file
filemap-bits = Entropy, bits
filemap-cell = { $size } a cell
filemap-class = Content
filemap-class-hint = Colour blocks by what they look like
filemap-complete = complete
filemap-distinct = Distinct values
filemap-entropy = Entropy
filemap-entropy-along = Entropy along the range, 0 to 8 bits
filemap-entropy-hint = Colour blocks by their entropy
filemap-entropy-said = Entropy of its blocks: { $least } to { $most } bits
filemap-farther = Show more
filemap-full-entropy = as random bytes
filemap-hilbert = Hilbert
filemap-hilbert-hint = Lay blocks out along a Hilbert curve: neighbours stay neighbours
filemap-histogram = Byte values 00 to FF, square root of the count
filemap-histogram-said = Histogram: { $byte } is the most common byte, { $n-shown } times
filemap-in-sight = Place of the picture in the file
filemap-lines = Lines
filemap-lines-hint = Colour blocks by how many lines end in them
filemap-looks-like = Looks like
filemap-many-lines = short lines
filemap-nearer = Show less
filemap-newlines = Line feeds
filemap-no-entropy = 0
filemap-no-lines = no lines
filemap-not-read = Not read yet
filemap-not-studied = It can’t be read: { $why }.
filemap-of-file = file
filemap-of-range = range
filemap-pairs = Which byte (across) follows which (down)
filemap-pairs-axes = 00 at the upper left, FF at the lower right
filemap-pairs-said = Pairs of bytes: { $share } of all occur
filemap-range = Selected range
filemap-range-close = Close the range
filemap-range-size =
    { $n ->
        [one] { $n-shown } byte
       *[other] { $n-shown } bytes
    }
filemap-read = { $share } read
filemap-reading-fine = reading what is in sight…
filemap-rows = Rows
filemap-rows-hint = Lay blocks out row by row
filemap-said = Map of the file: { $n-shown } cells of { $size } by { $by }, { $read } read
filemap-studying = Reading the range
filemap-tip-bytes = { $nul } NUL · { $control } control · { $printable } printable · { $high } high
filemap-tip-class = { $class } · { $bits } bits a byte
filemap-tip-byte = { $n } · { $class }
filemap-tip-lines =
    { $lines ->
        [one] { $lines-shown } line feed
       *[other] { $lines-shown } line feeds
    } · { $distinct ->
        [one] { $distinct-shown } distinct value
       *[other] { $distinct-shown } distinct values
    }
filemap-unread = not read yet

## What is measured in the map view

measure-about = Counts the lines of a part of the file again and again: through the map and by positioned reads, by one thread and by more, with locks and without. Takes some seconds.
measure-again = Measure again
measure-by-threads = By the number of threads
measure-counted = Lines counted in { $part } from { $at } on, all read before; the fastest of { $n-shown } passes{ $times }.
measure-disturbed = Workers were busy meanwhile, so it was slower than it can be.
measure-ended = ended early
measure-failed = It ended early: { $why }.
measure-first = reading it once…
measure-lock-block = A lock taken once per block gives { $times } × the speed of own counters.
measure-lock-line = A lock taken for every line gives { $times } × the speed of own counters.
measure-locked-block = Lock per block
measure-locked-line = Lock per line
measure-map = Memory map
measure-of-passes = { $made } of { $n-shown } passes
measure-own = Own counters
measure-passes =
    { $n ->
        [one] { $n-shown } pass
       *[other] { $n-shown } passes
    }
measure-reads = Reads
measure-shared-line = Atomic per line
measure-stopped = stopped
measure-threads = Threads
measure-times = , { $least } to { $most } ms each
measure-title = What mmap, threads and locks are worth here
measure-together =
    { $n ->
        [one] How { $n-shown } thread counts into one total
       *[other] How { $n-shown } threads count into one total
    }
measure-unquiet = Passes of one kind differ by { $spread } ×: other programs were busy, too, so this says little.
measure-worth-map =
    { $n ->
        [one] The map gives { $times } × of what reads give, by { $n-shown } thread.
       *[other] The map gives { $times } × of what reads give, by { $n-shown } threads.
    }
measure-worth-threads = { $n-shown } threads give { $times } × of what one gives.

## Diagnostics

diagnostics-arrived = Blocks arrived
diagnostics-between = Frame to frame
diagnostics-blocks-memory = Blocks’ memory
diagnostics-close = Close diagnostics
diagnostics-events = Events taken in
diagnostics-frames = Frames
diagnostics-held = Blocks held, asked for
diagnostics-jobs = Jobs, running
diagnostics-memory = In memory
diagnostics-ms = Milliseconds
diagnostics-news = Updates from jobs
diagnostics-ours = Our part
diagnostics-shares = p50 / p99
diagnostics-sixtieth = a sixtieth of a second
diagnostics-title = Diagnostics
diagnostics-whole = Whole frame

## What a summary says, in exports and in the window: by the ids of sections, facts, tables,
## columns, units and words. A missing one is called by its id.

section-bytes = Bytes
section-columns = Columns
section-lines = Lines
section-timeline = Time line
section-utf8 = UTF-8
fact-bytes-control = Control (01–1F, 7F)
fact-bytes-count = Bytes
fact-bytes-distinct = Distinct values
fact-bytes-entropy = Entropy
fact-bytes-high = High (80–FF)
fact-bytes-most-common = Most common
fact-bytes-nul = NUL (00)
fact-bytes-printable = Printable (20–7E)
fact-columns-bad-rows = Rows with a fault
fact-columns-columns = Columns
fact-columns-delimiter = Delimiter
fact-columns-header = First row names the columns
fact-columns-quote = Quote
fact-columns-ragged-rows = Rows with cells too few or too many
fact-columns-rows = Rows
fact-lines-blank = Blank
fact-lines-count = Lines
fact-lines-cr = Stray CRs
fact-lines-crlf = Ended by CRLF
fact-lines-last-terminated = Last line terminated
fact-lines-lf = Ended by LF
fact-lines-longest = Longest
fact-lines-longest-at = Longest starts at
fact-lines-mean = Mean length
fact-lines-newlines = Newlines, as wc -l counts
fact-timeline-backwards = Steps back in time
fact-timeline-clock = Times are
fact-timeline-date-order = Dates of numbers alone
fact-timeline-day-first = Lines whose day can only be first
fact-timeline-debug = Lines of level debug
fact-timeline-either-first = Lines whose day or month may be first
fact-timeline-error = Lines of level error
fact-timeline-fatal = Lines of level fatal
fact-timeline-first = Earliest
fact-timeline-info = Lines of level info
fact-timeline-last = Latest
fact-timeline-lines = Lines
fact-timeline-month-first = Lines whose month can only be first
fact-timeline-other = Lines without a level
fact-timeline-other-times = Lines with another kind of time
fact-timeline-timed = Lines with such a time
fact-timeline-trace = Lines of level trace
fact-timeline-untimed = Lines without a time
fact-timeline-warn = Lines of level warn
fact-timeline-width = Seconds a bucket
fact-utf8-ascii = ASCII
fact-utf8-bom = Starts with a BOM
fact-utf8-chars = Characters
fact-utf8-first-invalid-at = First broken sequence
fact-utf8-invalid-sequences = Broken sequences
fact-utf8-valid = Valid
table-bytes-entropy-map = Entropy along the file
table-bytes-histogram = Byte values
table-columns-columns = Columns
table-columns-histograms = Values by range
table-columns-top = Most frequent values
table-lines-lengths = Line lengths
table-timeline-buckets = Lines a bucket of time
table-utf8-invalid = First broken sequences
column-byte = byte
column-bytes = bytes
column-column = column
column-count = count
column-debug = debug
column-distinct = distinct
column-empty = empty
column-entropy = entropy
column-error = error
column-fatal = fatal
column-first-at = first_at
column-from = from
column-info = info
column-invalid = invalid
column-longest = longest
column-max = max
column-mean = mean
column-median = median
column-min = min
column-name = name
column-offset = offset
column-other = other
column-q1 = q1
column-q3 = q3
column-shortest = shortest
column-start = start
column-stddev = stddev
column-sum = sum
column-to = to
column-trace = trace
column-type = type
column-value = value
column-warn = warn
unit-bits-per-byte = bits per byte
unit-byte = byte
unit-byte-values = byte values
unit-bytes = bytes
unit-cells = cells
unit-characters = characters
unit-code-units = code units
unit-columns = columns
unit-lines = lines
unit-newlines = newlines
unit-offset = offset
unit-rows = rows
unit-seconds = seconds
unit-sequences = sequences
unit-values = values
word-clock-dated = dated
word-clock-since-boot = since boot
word-clock-without-a-day = without a day
word-clock-without-a-year = without a year
word-date-order-day-first = day first
word-date-order-month-first = month first
axis-byte = byte value
axis-end = end
axis-entropy = entropy along the file
axis-greatest-byte = FF
axis-least-byte = 00
axis-length = line length
axis-start = start
axis-zero = 0
axis-zero-bytes = 0 bytes
format-binary = binary
format-csv = CSV
format-text = text
format-tsv = TSV
headline-entropy = { $bits } bits a byte
headline-not-valid = not valid
headline-valid = valid

## The summary as Markdown

summary-all = all of it
summary-compression = Compression
summary-encoding = Encoding
summary-encoding-by-samples = Encoding by samples
summary-format = Format
summary-modified = Modified
summary-not-known = not known
summary-of-first = Of the first { $n-shown } bytes.
summary-may-differ = **not complete**: the file may have been changed since it was read
summary-part = **not complete**: { $n-shown } of { $of-shown } bytes
summary-rows = { $n } rows
summary-scanned = Scanned
summary-size = Size
summary-size-is = { $n-shown } bytes ({ $size })
summary-unit = Unit
summary-value = Value

## The summary as a page (HTML): what stands between the names and figures that all summaries have

axis-time = time
report-adaptive-sampling = Distinct values are counted by their hashes; beyond a cap only every second, fourth, eighth … hash counts, and the count is multiplied. The bound is four standard deviations (Flajolet 1990).
report-all = all { $n-shown }
report-all-exact = Every figure on this page is exact for the bytes that were read.
report-at-byte = byte { $at }
report-at-line = line { $n-shown }, byte { $at }
report-bad-rows = Bad rows
report-bars = cells by value, { $n-shown } equal steps
report-bars-lengths = cells by their characters, { $n-shown } equal steps
report-bars-range = { $what }, from { $from } to { $to }
report-bernoulli-sample = Among more distinct values than can be kept, the most frequent are found in a sample that holds each cell with the same chance. The bound is four standard deviations.
report-binned-counts = Quartiles of more distinct values than can be kept lie in a bin of known edges: the middle of the bin is given, and half its width is the bound.
report-byte = Byte
report-changed = changed { $when }
report-columns-many = This table has so many columns that each has a row and no profile of its own; its figures are in the tables below.
report-columns-most = This table has so many columns that the page holds their most important figures alone; the summary as JSON or CSV has all.
report-columns-rest = More figures of each column
report-columns-shapes = The figures of these shapes: cells in each step, from the least value to the greatest
report-columns-top = The most frequent value of each column
report-complete = complete: { $n-shown } of { $of-shown } bytes
report-contents = Contents
report-cut = The first { $n-shown } of { $of-shown } rows have room here; the summary as JSON or CSV has all.
report-errors = errors
report-evidence = How that is known
report-exact = exact
report-figure = Figure
report-figures =
    { $n ->
        [one] The figures of this picture: { $n-shown } row
       *[other] The figures of this picture: { $n-shown } rows
    }
report-filled = filled
report-first = the first { $n-shown }
report-first-of = the first { $n-shown } of { $of-shown }
report-foot = Made by Gander on the computer where the file is. This page loads nothing, runs nothing and sends nothing.
report-highest = { $n-shown } steps; the highest is { $value }, at { $place }.
report-how-many = How many
report-inexact = all exact but { $names }
report-kind = Gander { $version } · summary of one file
report-line = Line
report-map = Map of the file: how much the bytes of each block vary, from even to random
report-marks = Marks
report-may-differ = not complete: the file may have been changed since its { $of-shown } bytes were read
report-method = Method
report-n-inexact =
    { $n ->
        [one] { $n-shown } estimate
       *[other] { $n-shown } estimates
    }
report-notes = What is not exact
report-notes-say = These figures are estimates, marked by ≈ and ±; the same file always gives the same ones. All others are exact for the bytes that were read.
report-others = other lines
report-part = not complete: { $n-shown } of { $of-shown } bytes
report-path = Path
report-row = Row
report-rows =
    { $n ->
        [one] { $n-shown } row
       *[other] { $n-shown } rows
    }
report-search = Search
report-shape = shape
report-standard-input = standard input
report-timeline = Lines by time and level, from { $from } to { $to }, in { $n-shown } intervals that hold any.
report-title = { $name } – summary
report-warnings = warnings
report-what = What
report-what-it-is = What it is
report-widest = Widest bound

## What goes into a report, in the window

report-dialog-marks =
    { $n ->
        [one] { $n-shown } mark, with the rows around it
       *[other] { $n-shown } marks, with the rows around them
    }
report-dialog-no-marks = No row is marked
report-dialog-no-matches = No search has found lines
report-dialog-matches =
    { $n ->
        [one] The { $n-shown } line that was found, with the rows around it
       *[other] The first of { $n-shown } lines that were found, with the rows around them
    }
report-dialog-save = Choose where to save it…
report-dialog-says = A page that any browser shows, without Gander: figures, charts and how exact they are. Values of a table’s columns and its first bad rows stand in it; other rows only if you put them there.
report-dialog-title = Report on “{ $name }”

## Sizes and times

ago-days = { $n } days ago
ago-hours = { $n } h ago
ago-minutes = { $n } min ago
ago-now = just now
ago-yesterday = yesterday
percent = { $n } %
moment-month-day = { $month } { $day } { $clock }
size-bytes =
    { $n ->
        [one] { $n } byte
       *[other] { $n } bytes
    }

## What is wrong with a file that is opened or read. Said within other sentences, too: without a
## full stop, and in lower case but for names

open-changed-in-list = has changed since the list was read; start again
open-device = a character device
open-folder = “{ $name }” is a folder; choose a file inside it
open-no-file = “{ $name }” is { $what }, which has no bytes to scroll through; pipe its output into Gander instead
open-not-allowed = you have no permission to read “{ $name }”; ask its owner, or start Gander as a user who has
open-not-found = “{ $name }” was not found; check the path, or whether the disk is still there
open-not-mapped = “{ $name }” can’t be mapped ({ $why }); leave out --io map
open-socket = a socket
open-stream = a pipe or a device
open-too-long-together = the files of the list are together longer than any file can be
open-unreadable = “{ $name }” could not be read: { $why }
fault-changed = the file was rewritten meanwhile
fault-copy-failed = its copy failed: { $why }
fault-cut = the file was cut to { $size }
fault-io = the bytes at { $at } could not be read ({ $why })
fault-no-answer = no answer from the disk for { $at }
fault-spool-full = its copy takes { $size }, all that it may in { $folder }; what comes after that was not read
fault-reader-failed = its reader failed: { $why }
error-counting = counting failed
error-no-size = “{ $text }” is not a size; write it like 4096, 64KiB or 1.5GB
error-no-threads = no threads could be started ({ $why })
error-no-workers = no worker threads could be started ({ $why }); close other programs

## How a file's bytes are fetched, and why

fetched-as-asked = positioned reads, as asked
fetched-block-device = a block device
fetched-empty = empty
fetched-faster = measured to be faster than a map
fetched-growing = growing
fetched-mapped = mapped{ $on }
fetched-may-go-away = { $system } may go away
fetched-no-guard = no guard against lost pages
fetched-no-local-file = no local file
fetched-no-maps = maps are not used on this system
fetched-no-room = no room for a map ({ $why })
fetched-read = positioned reads · { $why }
fetched-read-on = positioned reads{ $on } · { $why }
fetched-spooled = a copy of a pipe in { $folder }, at most { $size }
fetched-too-many = too many maps

## Why a file or a log was not written

save-disk-full = the disk is full
save-folder = “{ $name }” is a folder; add the name of a file in it
save-full = “{ $name }” was not written: { $why }; make room or choose another place (what was there is whole)
save-no-folder = the folder of “{ $name }” was not found; make it first, or choose another
save-not-allowed = you have no permission to write “{ $name }”; choose another place
save-onto-input = “{ $name }” is the file being read; choose another name for the answer
save-quota = your share of the disk is used up
save-tab-closed = the tab that was to be saved from was closed meanwhile
save-too-large = it would be larger than is allowed
log-no-thread = no log is written: no thread could be started ({ $why })
log-unusable = no log is written: { $why }

## Why a pattern can't be used; the search box gives it a capital and a full stop

pattern-hex = bytes are written as pairs of hexadecimal digits, “?” for any: 48 8B ?? ?D
pattern-no-bytes = there are no bytes to look for
pattern-not-in = { $encoding } has no bytes for this text
pattern-number = “{ $text }” is no number of the type { $type }
pattern-number-range = “{ $text }” is beyond what a { $type } can be
pattern-times = times are written as two ends, the second not included: 2026-03-14T09:00:00..2026-03-14T10:00:00
pattern-times-differ = both times have to say as much: a date and a time, or a time alone
pattern-too-large = the pattern is too large; shorten its repetitions
pattern-too-many = a filter can have { $most } patterns; this one has { $has }
pattern-strings = “{ $text }” is no number of characters, from 1 to 1000, with encodings after it
pattern-type = “{ $type }” is neither a type of number, as in u32le:1234 and f64be:3.14±0.01, nor an encoding, as in utf-16le:name
pattern-unreadable = invalid pattern: { $why }
pattern-unreadable-at = invalid pattern at character { $nr }: { $why }
pattern-unusable = the pattern can’t be used: { $why }

## The evidence for an encoding

evidence-accident = It is text but for bytes that fit no encoding.
evidence-all-seen =
    { $n ->
        [one] All of its { $n-shown } byte were looked at.
       *[other] All of its { $n-shown } bytes were looked at.
    }
evidence-pipe-goes-on = The pipe goes on: this is the verdict on its first { $size }.
evidence-ascii = It is all ASCII, which reads the same in UTF-8 and in most other encodings.
evidence-ascii-so-far = What was looked at is all ASCII, which reads the same in UTF-8 and in most other encodings.
evidence-ascii-mostly = It is all ASCII but for bytes that hardly any text has.
evidence-best-but =
    { $n ->
        [one] It reads best as { $name }, but { $n-shown } piece does not decode.
       *[other] It reads best as { $name }, but { $n-shown } pieces do not decode.
    }
evidence-corrected = Samples of it seemed to be { $name }; the whole file says otherwise.
evidence-controls = { $n-shown } of its { $of-shown } bytes are control characters that text has no use for.
evidence-dates-day-first =
    { $n ->
        [one] The day comes first: { $n-shown } of its dates can’t be read otherwise.
       *[other] The day comes first: { $n-shown } of its dates can’t be read otherwise.
    }
evidence-dates-either = The month is taken to come first: all of its dates can be read either way.
evidence-dates-month-first =
    { $n ->
        [one] The month comes first: { $n-shown } of its dates can’t be read otherwise.
       *[other] The month comes first: { $n-shown } of its dates can’t be read otherwise.
    }
evidence-decodes = All that was looked at decodes as { $name }.
evidence-empty = It is empty.
evidence-letters = Of all older encodings { $name } fits the order of its letters best.
evidence-lone-halves =
    { $n ->
        [one] { $n-shown } half of a pair stands alone, the first at { $at }.
       *[other] { $n-shown } halves of pairs stand alone, the first at { $at }.
    }
evidence-mark = It starts with the byte order mark of { $name }.
evidence-mark-lies = What follows is no text in it.
evidence-misfits =
    { $n ->
        [one] As { $name } { $n-shown } piece does not decode, the first at { $at }.
       *[other] As { $name } { $n-shown } pieces do not decode, the first at { $at }.
    }
evidence-no-mark = It has no byte order mark.
evidence-no-multiple = Its length is no multiple of four, which speaks against it.
evidence-no-utf8 =
    { $n ->
        [one] It is no valid UTF-8 in { $n-shown } place, the first at { $at }.
       *[other] It is no valid UTF-8 in { $n-shown } places, the first at { $at }.
    }
evidence-nul = A NUL stands at { $at }, and it is neither UTF-16 nor UTF-32.
evidence-nuls-even =
    { $n ->
        [one] { $n-shown } NUL stand at even places, as in { $name }.
       *[other] { $n-shown } NULs stand at even places, as in { $name }.
    }
evidence-nuls-high = The highest byte of { $n-shown } of its { $of-shown } groups of four is NUL, as in { $name }.
evidence-nuls-odd =
    { $n ->
        [one] { $n-shown } NUL stand at odd places, as in { $name }.
       *[other] { $n-shown } NULs stand at odd places, as in { $name }.
    }
evidence-odd = Its length is odd, which speaks against it.
evidence-plausible = Read so, { $n-shown } of { $of-shown } code units are in blocks that people write in.
evidence-script = { $percent } % { $name }
evidence-scripts = Of its { $n-shown } characters beyond ASCII: { $scripts }.
evidence-scripts-joined = { $these }, { $that }
evidence-seen-at-one =
    { $n ->
        [one] { $n-shown } byte were looked at, at one place.
       *[other] { $n-shown } bytes were looked at, at one place.
    }
evidence-seen-at-three =
    { $n ->
        [one] { $n-shown } byte were looked at, at its start, middle and end.
       *[other] { $n-shown } bytes were looked at, at its start, middle and end.
    }
evidence-seen-at-two =
    { $n ->
        [one] { $n-shown } byte were looked at, at two places.
       *[other] { $n-shown } bytes were looked at, at two places.
    }
evidence-unread = Nothing of it could be read.
evidence-utf8 =
    { $n ->
        [one] All of its { $n-shown } character beyond ASCII are valid UTF-8.
       *[other] All of its { $n-shown } characters beyond ASCII are valid UTF-8.
    }
evidence-utf8-mostly =
    { $n ->
        [one] { $n-shown } character beyond ASCII is valid UTF-8.
       *[other] { $n-shown } characters beyond ASCII are valid UTF-8.
    }
evidence-utf8-shapes = What is broken are characters of UTF-8, cut or written as halves of pairs.
evidence-utf8-so-far =
    { $n ->
        [one] The only character beyond ASCII that was looked at is valid UTF-8.
       *[other] All { $n-shown } characters beyond ASCII that were looked at are valid UTF-8.
    }
evidence-whole =
    { $n ->
        [one] The whole file was read: { $n-shown } byte.
       *[other] The whole file was read: { $n-shown } bytes.
    }
script-arabic = Arabic
script-cyrillic = Cyrillic
script-greek = Greek
script-han = Han
script-hangul = Hangul
script-hebrew = Hebrew
script-kana = kana
script-latin = Latin
script-thai = Thai

## Where encodings are used

region-arabic = Arabic
region-baltic = Baltic
region-canadian-french = Canadian French
region-celtic = Celtic
region-central-european = Central European
region-chinese-simplified = Chinese, simplified
region-chinese-traditional = Chinese, traditional
region-cyrillic = Cyrillic
region-greek = Greek
region-hebrew = Hebrew
region-hebrew-logical = Hebrew, logical
region-hebrew-visual = Hebrew, visual
region-icelandic = Icelandic
region-japanese = Japanese
region-korean = Korean
region-nordic = Nordic
region-portuguese = Portuguese
region-romanian = Romanian
region-south-european = South European
region-thai = Thai
region-turkish = Turkish
region-unicode = Unicode
region-vietnamese = Vietnamese
region-western = Western

# What is wrong with a record of a table.
bad-row-ragged = { $cells ->
        [one] { $cells-shown } cell
       *[other] { $cells-shown } cells
    }, where the table has { $columns ->
        [one] { $columns-shown } column
       *[other] { $columns-shown } columns
    }
bad-row-unclosed-quote = A quote is opened and never closed
bad-row-text-after-quote = Text follows the closing quote
bad-row-malformed = The line is not of the table’s form from here on
bad-row-no-column = The row has a value for which there is no column
bad-row-nul = The cell holds a NUL byte
bad-row-encoding = The bytes are not valid in the encoding of the file
bad-row-invalid = The value is no { $type }, as the column’s values are

## The evidence for a table

sniff-comment = Lines that start with { $comment } are comments.
sniff-json-lines = JSON lines: { $n } of { $of } lines are whole values, of { $columns ->
    [one] one path
   *[other] { $columns } paths
}
sniff-logfmt = logfmt: { $n } of { $of } lines are pairs of names and values, of { $columns ->
    [one] one name
   *[other] { $columns } names
}
sniff-fixed-width = Fixed width: blanks stand at the same places in { $of } lines, between { $columns ->
    [one] one column
   *[other] { $columns } columns
}
sniff-delimiter = { $of ->
        [one] Its record has
       *[other] { $n-shown } of its { $of-shown } sampled records have
    } { $columns ->
        [one] { $columns-shown } column
       *[other] { $columns-shown } columns
    } at { $delimiter }.
sniff-escape = { $escape } makes the next character literal.
sniff-footer = { $n ->
        [one] { $n-shown } record below is
       *[other] { $n-shown } records below are
    } a footer: not as wide, or behind a blank line.
sniff-header-contrast = { $rows ->
        [one] The first record names
       *[other] The first { $rows-shown } records name
    } the columns: { $n ->
        [one] { $n-shown } column holds
       *[other] { $n-shown } columns hold
    } numbers, dates or the like below, but not there.
sniff-header-names = The first record names the columns: its cells are short words that differ from each other and do not come again.
sniff-header-no-names = No record names the columns: all is text, and the first record is like the others.
sniff-header-none = No record names the columns: { $n ->
        [one] { $n-shown } column holds
       *[other] { $n-shown } columns hold
    } numbers, dates or the like in the first record, too.
sniff-one-column = Nothing divides its { $of ->
        [one] record
       *[other] { $of-shown } sampled records
    } steadily: it is one column.
sniff-preamble = { $n ->
        [one] { $n-shown } line above the table is
       *[other] { $n-shown } lines above the table are
    } no part of it.
sniff-quote = { $n ->
        [one] { $n-shown } cell is
       *[other] { $n-shown } cells are
    } enclosed in { $quote }.
sniff-runner-up = { $delimiter } came second with { $percent-shown } % of the score: its records are less even, or its cells are pieces of something.
sniff-sep-line = Its first line names { $delimiter } as the delimiter.
sniff-tables = { $n ->
        [one] { $n-shown } other table follows.
       *[other] { $n-shown } other tables follow.
    }
sniff-trims = Blanks stand around its cells.
sniff-unclosed = { $n ->
        [one] { $n-shown } quote is
       *[other] { $n-shown } quotes are
    } opened and never closed.

## Filters of a table, and how it is written

dialect-no-character = “{ $text }” is not one ASCII character, nor “none”
dialect-no-delimiter = “{ $text }” is no delimiter: up to { $most-shown } ASCII characters are
dialect-no-escape = “{ $text }” holds a backslash without meaning; \t, \\, \0 and \x1f have one
dialect-no-hex = “{ $text }”: two hexadecimal digits follow \x
filter-error = at character { $at-shown }: { $why }
filter-expects-bracket = “)” is expected
filter-expects-column = the name of a column is expected
filter-expects-column-quoted = the name of a column is expected; unusual ones stand in backquotes
filter-expects-comparison = a comparison is expected: =, !=, <, <=, >, >=, ~ or is
filter-expects-empty = “empty” or “invalid” is expected
filter-expects-joint = “and”, “or” or the end is expected
filter-expects-value = a number or a text in double quotes is expected
filter-invalid-pattern = invalid pattern: { $why }
filter-no-column = there is no column “{ $name }”
filter-open-backquote = a backquote is not closed
filter-open-quote = a double quote is not closed
filter-too-deep = this is nested too deeply

## Types of columns

column-kind-boolean = boolean
column-kind-date = date
column-kind-decimal = decimal
column-kind-integer = integer
column-kind-text = text
column-kind-time = time
column-kind-timestamp = timestamp

## Changing bytes

edit-changed-meanwhile = another program has changed these bytes; nothing was written
edit-interrupted = the write was interrupted: { $why }; its journal is kept
edit-journal-held = another program holds the journal { $name }
edit-journal-unreadable = the journal { $name } can’t be used: { $why }
edit-len-moved = the length of { $name } has changed meanwhile to { $now }, so these changes don’t fit it any more; nothing was written
edit-locked = { $name } is locked by another program; close it there and try again
edit-no-journal = no journal could be written in { $folder }: { $why }; { $name } is unchanged
edit-no-lock = { $name } can’t be locked here ({ $why }), so another program could write it, too; nothing was written
edit-no-plain-file = { $name } is no ordinary file; only those are written
edit-no-room = the journal needs { $needed } in { $folder }, which has { $free } free; { $name } is unchanged
edit-not-allowed = you have no permission to write { $name }, or its disk is read-only
edit-not-opened = { $name } could not be opened: { $why }
edit-not-recovered = { $name } could not be written: { $why }; its journal is kept
edit-other-file = { $name } is another file by now
edit-read-back = what was read back at { $at } is not what was written
edit-stage-flush = Flushing
edit-stage-journal = Keeping the old bytes
edit-stage-read-back = Reading back
edit-stage-write = Writing
edit-stopped = stopped; { $name } is unchanged
edit-unreadable = { $name } could not be read: { $why }
edit-was-cut = another program has cut the file meanwhile
edit-change-cut = { $size } cut off here
edit-changes-close = Close the changes
edit-changes-title = Changes
edit-changes-count = { $n ->
        [one] { $n-shown } change
       *[other] { $n-shown } changes
    }
edit-copy-saved = The file with its changes was saved to “{ $name }”.
edit-cut-off-do = Cut off { $size }
edit-cut-off-title = Cut off here
edit-cut-off-what = { $size } of { $name }, from { $at } to its end, are cut off. That can be undone until it is written.
edit-differs-at = Place
edit-differs-do = Overwrite it
edit-differs-is = Is now
edit-differs-new = Will be
edit-differs-title = The file was changed meanwhile
edit-differs-was = Was
edit-differs-what = Another program has written to the file since you changed these bytes. Nothing was written. This is what differs:
edit-extend-by = How many bytes
edit-extend-do = Extend
edit-extend-title = Extend
edit-extend-value = Of which value (hexadecimal)
edit-extend-what = Bytes are added at the end of { $name }, which is { $size } long. That can be undone until it is written.
edit-fill-do = Fill
edit-fill-hint = Hexadecimal digits, such as 00 or DE AD BE EF, or text in double quotes; it is repeated over the whole selection.
edit-fill-pattern = Fill with
edit-fill-title = Fill selection
edit-fill-what = { $size } from { $at } on are overwritten. That can be undone until it is written.
edit-finished = The write was finished: { $name } holds the new bytes.
edit-holds-missing = cut off by another program
edit-holds-new = new
edit-holds-old = old
edit-holds-other = neither: written by another program since
edit-holds-torn = torn: partly old, partly new
edit-is-writing = { $name } is being written. Wait until that is done.
edit-journal-finish = Finish writing
edit-journal-hint = Restoring or finishing overwrites the bytes of these changes alone. To keep the file as it is removes the journal.
edit-journal-holds = Its changes hold these bytes: { $counts }
edit-journal-keep = Keep as it is
edit-journal-later = Later
edit-journal-restore = Restore old bytes
edit-journal-title = A write did not end
edit-journal-what = Changes to { $name } were being written when it was interrupted. The old and the new bytes of each change are kept in a journal.
edit-kept = { $name } was kept as it is.
edit-mode-copy = edit a copy
edit-mode-copy-hint = Changes are kept beside the file, which stays as it is. They are saved under another name.
edit-mode-of = What may be done to { $name }?
edit-mode-read-only = read-only
edit-mode-read-only-hint = Nothing changes the file. So every file opens.
edit-mode-title = Changing bytes
edit-mode-write = write through
edit-mode-write-hint = The file is locked, and changes are written into it when you say so, with a journal of the old bytes.
edit-n-changes = { $n ->
        [one] { $n-shown } change to { $name } is not saved.
       *[other] { $n-shown } changes to { $name } are not saved.
    }
edit-no-changes = No byte is changed.
edit-no-data-folder = There is no folder for journals, so nothing is written through.
edit-not-unlocked = It stays read-only: { $why }.
edit-not-written = { $name } was not written: { $why }.
edit-past-end = The file ends here. To make it longer, use “Extend…”.
edit-recovered-in-part = { $n ->
        [one] { $n-shown } part of the changes lies
       *[other] { $n-shown } parts of the changes lie
    } past the end of { $name }, which another program has cut; the rest was written.
edit-recovery-failed = It was not recovered: { $why }.
edit-restored = The old bytes were restored: { $name } is as it was.
edit-silent = { $name } does not answer; nothing was written
edit-status-changes = { $mode } · { $n ->
        [one] { $n-shown } change
       *[other] { $n-shown } changes
    }
edit-status-writing = writing
edit-status-writing-hint = Changes are being written into the file
edit-undo-all = Undo all
edit-undo-all-hint = Undo all changes; each can be done again
edit-unlock-how = It is locked, so that no other program that asks for locks writes it, too. Nothing is written until you choose “Write changes”. Then the old bytes are first kept in a journal, by which a crash or a full disk can be undone.
edit-unlock-it = Unlock { $name }
edit-unlock-title = Unlock for writing
edit-unlock-what = From now on, changes can be written into { $path } itself.
edit-unsaved-discard = Discard changes
edit-unsaved-save = Save as…
edit-unsaved-title = Changes are not saved
edit-unsaved-what = They are lost if you go on.
edit-write-do = Write changes
edit-write-how = The old bytes are first kept in a journal. Then the file is written, flushed, read back and compared.
edit-write-len = Its length changes from { $before } to { $after }.
edit-write-title = Write changes
edit-written = { $n ->
        [one] { $n-shown } change was
       *[other] { $n-shown } changes were
    } written into { $name } ({ $size }), flushed, read back and compared.
map-cost-flush = Flush
map-cost-journal = Journal on disk
map-cost-read-back = Read back
map-cost-write = Write
map-dirty = Changes not written
map-last = Last write
map-last-write = { $n ->
        [one] { $n-shown } change
       *[other] { $n-shown } changes
    }, { $size }
map-lock = Lock
map-lock-held = held by this program
map-writing = Writing
action-edit-changes = Changes
action-edit-copy-mode = Edit a copy
action-edit-cut-off = Cut off here…
action-edit-extend = Extend…
action-edit-fill = Fill selection…
action-edit-paste = Paste
action-edit-read-only = Make read-only
action-edit-redo = Redo
action-edit-save-copy = Save with changes as…
action-edit-undo = Undo
action-edit-unlock = Unlock for writing…
action-edit-write = Write changes…
dialog-save-copy = Save with changes as
task-journals = Looking for journals
task-recover = Recovering
task-save-copy = Saving with changes
task-unlock = Locking the file
task-write = Writing changes

## Bytes: how they are shown

menu-copy-as = Copy as
menu-bytes-row = Bytes a row
menu-bytes-group = Groups
menu-bytes-digits = Digits
menu-bytes-chars = Characters
menu-bytes-offsets = Offsets
menu-bytes-colours = Colours
menu-bytes-pages = Page grid
action-bytes-options = Options for bytes
action-bytes-row-round = 16, 8 or 4 bytes a row, as fit
action-bytes-row-fill = As many bytes a row as fit
action-bytes-row-8 = 8 bytes a row
action-bytes-row-16 = 16 bytes a row
action-bytes-row-32 = 32 bytes a row
action-bytes-row-64 = 64 bytes a row
action-bytes-row-longer = A group more a row
action-bytes-row-shorter = A group less a row
action-bytes-group-1 = Single bytes
action-bytes-group-2 = Groups of 2 bytes
action-bytes-group-4 = Groups of 4 bytes
action-bytes-group-8 = Groups of 8 bytes
action-bytes-little-endian = Little-endian groups
action-bytes-digits-hex = Hexadecimal digits
action-bytes-digits-decimal = Decimal digits
action-bytes-digits-octal = Octal digits
action-bytes-digits-binary = Binary digits
action-bytes-chars-ascii = ASCII characters
action-bytes-chars-file = Characters of the file’s encoding
action-bytes-chars-off = No characters
action-bytes-offsets-hex = Hexadecimal offsets
action-bytes-offsets-decimal = Decimal offsets
action-bytes-colours-class = Colour bytes by class
action-bytes-colours-value = Colour bytes by value
action-bytes-colours-none = Bytes without colours
action-bytes-pages-off = No page grid
action-bytes-pages-512 = Pages of 512 bytes
action-bytes-pages-4096 = Pages of 4,096 bytes
action-bytes-pages-64k = Pages of 64 KiB
action-bytes-pages-2m = Pages of 2 MiB
hex-options = Options
hex-options-hint = How bytes are shown
hex-options-close = Hide the options for bytes
hex-of-row = Bytes a row
hex-row-round = 16, 8, 4
hex-row-fill = Fill
hex-row-number = Number of bytes a row
hex-of-group = Group
hex-little-endian = Little-endian
hex-of-digits = Digits
hex-base-hex = Hex
hex-base-decimal = Decimal
hex-base-octal = Octal
hex-base-binary = Binary
hex-of-chars = Characters
hex-chars-ascii = ASCII
hex-chars-file = File’s ({ $name })
hex-chars-other = Other…
hex-chars-off = Off
hex-of-offsets = Offsets
hex-of-colours = Colours
hex-colours-class = Class
hex-colours-value = Value
hex-colours-none = None
hex-of-pages = Page grid
hex-pages-off = Off
hex-pages-sector = 512 bytes
hex-pages-page = 4 KiB
hex-pages-block = 64 KiB
hex-pages-large = 2 MiB

# ---- sessions
restored-renamed = “{ $name }” is called “{ $now }” now.
restored-replaced = “{ $name }” is another file than last time. The one that was open is called “{ $now }” now.
restored-other = “{ $name }” is another file than last time, or was rewritten: it is shown from its start.
notice-failed-stays = It was open last time; this tab stays in the session until you close it.
action-session-restore = Reopen files on start
action-session-open = Open session…
action-session-save = Save session as…
action-workspace-export = Export rules and filters…
action-workspace-import = Import rules and filters…
action-workspace-undo = Undo import of rules and filters
action-filters-show = Saved filters…
menu-session = Session
menu-export = Export
menu-scanning = Scanning
menu-editing = Editing
menu-panels = Panels
menu-measuring = Measuring
menu-zoom = Zoom
menu-compared = Compared files
menu-compared-summaries = Compared summaries
menu-structure = Structure
menu-filemap = Map of the file
menu-workspace = Rules and filters
session-before = What was open before
session-save-title = Save session as
session-save-hint = Keeps what is open now under a name: files, panes, places, searches and filters.
session-name = Name of the session
session-save = Save
session-replace = Replace
session-there = There is a session “{ $name }”; it will be replaced.
session-name-length = A name has 1 to 120 bytes.
session-name-odd = A name does not begin or end with a full stop, and has none of / \ : * ? " < > |.
session-open-title = Open session
session-open-hint = What is open now is closed, and listed here as what was open before.
session-none = There is none. “Save session as…” in the File menu keeps what is open under a name.
session-remove = Remove session “{ $name }”
session-saved = Saved as session “{ $name }”.
session-opened = Session “{ $name }” is open.
session-unreadable = Session “{ $name }” can’t be read.
session-unsaved = “{ $name }” has changes that are not saved. Save or discard them first.
filters-title = Saved filters
filters-save = Save “{ $name }”
filters-save-none = Nothing is searched or filtered now
filters-none = There is none. Search or filter a file, then save that here.
filters-remove = Remove filter “{ $name }”
workspace-none = “{ $name }” holds no rules and filters of this program.
workspace-unreadable = “{ $name }” can’t be read: { $why }.
workspace-taken = Taken from “{ $name }”: { $rules }, { $filters }. The File menu undoes that.
workspace-rules =
    { $n ->
        [one] { $n-shown } rule
       *[other] { $n-shown } rules
    }
workspace-filters =
    { $n ->
        [one] { $n-shown } filter
       *[other] { $n-shown } filters
    }
workspace-saved = Rules and filters were written to { $name }.
task-sessions = Looking for sessions
task-workspace = Rules and filters
format-file-workspace = Rules and filters
dialog-save-workspace = Export rules and filters
## What each action does, in a sentence: for the palette and the page of keys

does-text = Shows the file as lines of text.
does-hex = Shows the file’s bytes as digits and characters.
does-table = Shows the file as rows and columns.
does-map = Shows how the file is read, and how fast.
does-filemap = Shows all of the file as one picture.
does-file-open = Asks for files with the system’s dialog.
does-file-open-path = Opens a file whose path is typed.
does-palette-files = Finds open and recent files by their names.
does-summary-export = Writes all figures as HTML, Markdown, JSON or CSV.
does-summary-copy = Puts the summary into the clipboard as Markdown.
does-jobs-start = Reads the whole file again and recounts everything.
does-jobs-stop = Stops reading the file; what is known stays.
does-jobs-resume = Goes on reading where it was stopped.
does-file-reopen = Opens what the path leads to now.
does-file-previous = Shows the file that the path led to before.
does-file-copy-path = Puts the file’s path into the clipboard.
does-file-show-in-folder = Shows the file in the system’s file manager.
does-pane-close = Closes what has the keyboard.
does-app-quit = Ends the program.
does-edit-copy = Copies the selection as it is shown.
does-edit-copy-text = Copies the selected bytes as text.
does-edit-copy-hex = Copies the selected bytes as hexadecimal digits.
does-edit-copy-c = Copies the selected bytes for a C program.
does-edit-copy-rust = Copies the selected bytes for a Rust program.
does-edit-copy-python = Copies the selected bytes for a Python program.
does-edit-copy-base64 = Copies the selected bytes in 64 characters.
does-edit-save-selection = Writes the selected bytes to a file.
does-edit-open-selection = Shows the selected bytes in a tab of their own.
does-edit-select-all = Selects the whole file.
does-edit-undo = Takes the last change of bytes back.
does-edit-redo = Makes the change that was taken back again.
does-edit-paste = Writes what the clipboard holds over the bytes at the cursor.
does-edit-fill = Writes a pattern over the selected bytes.
does-edit-extend = Makes the file longer.
does-edit-cut-off = Makes the file end at the cursor.
does-edit-changes = Lists the bytes that were changed.
does-edit-copy-mode = Lets one change bytes, to be saved as another file.
does-edit-unlock = Lets one change bytes of the file itself, with a journal.
does-edit-read-only = Ends changing bytes.
does-edit-save-copy = Writes the file with its changes to another one.
does-edit-write = Writes the changes into the file itself.
does-session-open = Opens what a session of a name had open.
does-session-save = Keeps what is open under a name.
does-session-restore = Opens what was open when the program starts.
does-workspace-export = Writes rules and filters to a file for others.
does-workspace-import = Takes rules and filters from a file.
does-workspace-undo = Takes back what was imported last.
does-filters-show = Lists filters that were saved, to be used again.
does-report-export = Writes a page with charts and tables to hand on.
does-summaries-with = Compares the figures of this file with those of another.
does-summaries-export = Writes the figures that differ to a file.
does-summaries-panel = Lists the figures that differ between two files.
does-summaries-swap = Compares the other way round.
does-summaries-again = Compares the same two summaries again.
does-summaries-copy = Puts the figures that differ into the clipboard.
does-summaries-end = Forgets the comparison of figures.
does-app-settings = Shows all settings, and what each is for.
does-move-row-down = Scrolls down by a row; the cursor stays.
does-move-row-up = Scrolls up by a row; the cursor stays.
does-move-half-down = Scrolls down by half a page.
does-move-half-up = Scrolls up by half a page.
does-move-page-down = Scrolls down by a page.
does-move-page-up = Scrolls up by a page.
does-go-place = Goes to a line, a byte, a share of the file or a time.
does-go-again = Goes to what was typed last, from here on.
does-go-here = Goes to the place that was pressed.
does-go-back = Goes to where one was before.
does-go-forward = Goes to where one was before going back.
does-go-start = Goes to the first byte.
does-go-end = Goes behind the last byte.
does-go-line-start = Goes to the first character of the line.
does-go-line-end = Goes behind the last character of the line.
does-file-follow = Stays at the end while the file grows.
does-text-wrap = Breaks long lines at the width of the view.
does-text-line-ends = Shows what each line ends with.
does-text-ansi = Colours text by the sequences in it.
does-text-tab-2 = Puts a tab stop every 2 columns.
does-text-tab-4 = Puts a tab stop every 4 columns.
does-text-tab-8 = Puts a tab stop every 8 columns.
does-text-rules = Colours lines and words by rules.
does-rules-this = Colours what is selected, wherever it stands.
does-timeline-toggle = Shows how many lines there are at each time.
does-file-encoding = Reads the text in another encoding.
does-map-measure = Measures how fast the file can be read.
does-map-stop = Stops measuring how fast the file is read.
does-summary-toggle = Shows or hides the figures beside the view.
does-inspector-toggle = Shows the bytes at the cursor as numbers and times.
does-inspector-big-endian = Reads numbers in network byte order.
does-jobs-list = Lists what is computed in the background.
does-theme-system = Is light or dark as the system is.
does-theme-dark = Uses light text on dark.
does-theme-light = Uses dark text on light.
does-zoom-in = Draws everything larger.
does-zoom-out = Draws everything smaller.
does-zoom-reset = Draws everything at its normal size.
does-compare-with = Compares this file with another one.
does-compare-export = Writes the list of differences to a file.
does-compare-panel = Lists where two files differ.
does-compare-next = Goes to the next difference in both files.
does-compare-previous = Goes to the difference before in both files.
does-compare-align = Follows what was inserted and deleted.
does-compare-again = Compares the same two files again.
does-compare-stop = Stops comparing; what was found stays.
does-compare-end = Forgets the comparison.
does-hash-panel = Computes MD5, SHA-256 and other digests.
does-structure-toggle = Shows what the file’s format says about its bytes.
does-structure-show = Selects the bytes of a part of the structure.
does-structure-read = Reads another format that begins within the file.
does-structure-save = Writes the bytes of a part to a file.
does-structure-find = Looks for known formats within the file.
does-filemap-go = Goes to the place in the file.
does-filemap-class = Colours the map by what each part looks like.
does-filemap-entropy = Colours the map by how random each part is.
does-filemap-lines = Colours the map by how many lines each part has.
does-filemap-rows = Lays the map out row by row.
does-filemap-hilbert = Lays the map out so that neighbours stay together.
does-filemap-whole = Shows the whole file in the map again.
does-filemap-save = Writes the map as a picture or as figures.
does-strip-lines = Shows beside the view how long lines are.
does-strip-class = Shows beside the view what each part looks like.
does-strip-entropy = Shows beside the view how random each part is.
does-search-find = Finds text, bytes or a pattern.
does-search-next = Goes to the next match.
does-search-previous = Goes to the match before.
does-search-this = Finds the next place with what is selected.
does-search-this-back = Finds the place before with what is selected.
does-search-strings = Finds text among other bytes.
does-search-all = Searches the same in all open files.
does-search-stop = Pauses the search; what was found stays.
does-search-resume = Continues the search where it was paused.
does-search-close = Clears the search, its list and its chips.
does-search-list = Lists the lines that match.
does-search-refine = Adds another pattern to the list of lines.
does-search-with-this = Leaves the lines in the list that have what is selected.
does-search-without-this = Leaves the lines out of the list that have what is selected.
does-search-copy-rows = Copies the lines that are selected in the list.
does-search-save = Writes the listed lines to a file.
does-search-save-numbered = Writes the listed lines to a file, each with its number.
does-mark-toggle = Marks the row of the cursor, or takes its mark away.
does-mark-next = Goes to the next mark.
does-mark-previous = Goes to the mark before.
does-mark-list = Lists the marks of the file.
does-mark-remove-all = Takes all marks of the file away.
does-bytes-options = Shows how bytes are grouped, written and coloured.
does-bytes-row-round = Shows as many bytes a row as keep offsets round.
does-bytes-row-fill = Fills the width of the view with bytes.
does-bytes-row-8 = Shows 8 bytes in each row.
does-bytes-row-16 = Shows 16 bytes in each row.
does-bytes-row-32 = Shows 32 bytes in each row.
does-bytes-row-64 = Shows 64 bytes in each row.
does-bytes-row-longer = Makes rows of bytes longer.
does-bytes-row-shorter = Makes rows of bytes shorter.
does-bytes-group-1 = Leaves a space behind each byte.
does-bytes-group-2 = Leaves a space behind every 2 bytes.
does-bytes-group-4 = Leaves a space behind every 4 bytes.
does-bytes-group-8 = Leaves a space behind every 8 bytes.
does-bytes-little-endian = Shows the last byte of a group first.
does-bytes-digits-hex = Writes bytes as 00 to FF.
does-bytes-digits-decimal = Writes bytes as 0 to 255.
does-bytes-digits-octal = Writes bytes as 000 to 377.
does-bytes-digits-binary = Writes bytes as eight bits.
does-bytes-chars-ascii = Shows printable ASCII beside the digits.
does-bytes-chars-file = Shows text in the file’s encoding beside the digits.
does-bytes-chars-off = Shows digits alone.
does-bytes-offsets-hex = Writes offsets as 0x1F.
does-bytes-offsets-decimal = Writes offsets as 31.
does-bytes-colours-class = Colours zeros, control, text and high bytes apart.
does-bytes-colours-value = Colours each byte by its value.
does-bytes-colours-none = Shows all bytes in one colour.
does-bytes-pages-off = Draws no lines between pages.
does-bytes-pages-512 = Draws a line after every sector.
does-bytes-pages-4096 = Draws a line after every page of memory.
does-bytes-pages-64k = Draws a line after every block of the index.
does-bytes-pages-2m = Draws a line after every large page.
does-table-copy = Copies the selected cells, tabs between them.
does-table-copy-csv = Copies the selected cells, commas between them.
does-table-copy-json = Copies the selected cells as objects.
does-table-copy-markdown = Copies the selected cells as a Markdown table.
does-table-cell = Shows all of a long cell beside the rows.
does-table-bytes = Shows the bytes of the row.
does-table-keep-like = Shows the rows with the same value in this column.
does-table-keep-others = Shows the rows with other values in this column.
does-table-keep-bad = Shows the rows with something wrong.
does-table-filter = Shows the rows that hold what is asked of their columns.
does-table-find-in-column = Finds text in one column.
does-table-sort = Orders rows by this column, smallest first.
does-table-sort-descending = Orders rows by this column, largest first.
does-table-sort-also = Orders rows with the same value by this column, too.
does-table-unsort = Shows rows in the order of the file.
does-table-all-rows = Shows all rows again, in the order of the file.
does-table-export = Writes the rows that are shown as CSV, JSON or Parquet.
does-table-export-guarded = Writes the rows so that no cell becomes a formula.
does-table-dialect = Says what separates and quotes cells.
does-table-fit = Makes the column as wide as what is in it.
does-table-freeze = Keeps the columns up to this one in sight.
does-table-unfreeze = Lets all columns scroll.
does-table-hide = Leaves this column out.
does-table-show-all = Shows hidden columns, and all in the file’s order.
does-pane-split-right = Shows the same file in a second pane beside it.
does-pane-split-down = Shows the same file in a second pane below.
does-pane-split-other = Shows text and bytes of the same place side by side.
does-pane-link = Shares the cursor with the other panes of the file.
does-pane-scroll-along = Scrolls all visible panes by the same steps.
does-pane-next = Gives the next pane or panel the keyboard.
does-pane-previous = Gives the pane or panel before the keyboard.
does-tab-next = Shows the next tab.
does-tab-previous = Shows the tab before.
does-tab-close-others = Closes all tabs of the pane but this one.
does-tab-reopen = Opens the file again that was closed last.
does-panel-left = Puts the panel at the left edge.
does-panel-right = Puts the panel at the right edge.
does-panel-top = Puts the panel at the upper edge.
does-panel-bottom = Puts the panel at the lower edge.
does-panel-outwards = Puts the panel outside of the others of its edge.
does-panel-close = Hides the panel that has the keyboard.
does-palette-actions = Finds everything that can be done by its name.
does-help-rebind = Shows all keys, to be changed.
does-help-messages = Shows what was said before, to be read again.
does-help-keys = Lists what each key does.
does-help-diagnostics = Shows what each frame costs.
does-help-settings = Shows where settings are kept.
does-help-about = Says what Gander is, and its version.

## Other words by which people look for actions, phrases between commas

words-text = view as text, plain, log, lines, string
words-hex = hex dump, hex view, binary, bytes, xxd, hexadecimal, raw, octets
words-table = grid, csv, tsv, spreadsheet, columns, rows, view as table
words-map = disk, speed, cache, residency, throughput, reading, page cache
words-filemap = file map, overview, picture, minimap, entropy map, visualise, whole file, hilbert
words-file-open = load, choose, browse, new file, file chooser, dialog
words-file-open-path = type path, load by name, location, url
words-palette-files = quick open, switch file, recent, buffers, goto file, find file, history
words-summary-export = report, save statistics, html, markdown, json, write summary, figures
words-summary-copy = copy report, statistics, clipboard figures
words-jobs-start = rescan, count again, recompute, analyse, statistics, refresh figures
words-jobs-stop = cancel, abort, halt, interrupt, stop counting, break
words-jobs-resume = continue, go on, restart, proceed
words-file-reopen = refresh, revert, reread, reload, read anew
words-file-previous = rotated, old file, before rotation
words-file-copy-path = file name, location, full path, clipboard
words-file-show-in-folder = reveal, explorer, finder, containing folder, directory, file manager
words-pane-close = shut, dismiss, close file, close pane, close window
words-app-quit = exit, leave, end, terminate, bye
words-edit-copy = clipboard, yank, take
words-edit-copy-text = clipboard text, yank as string
words-edit-copy-hex = hexadecimal, hex string, digits, clipboard hex
words-edit-copy-c = c code, char array, source, header
words-edit-copy-rust = rust code, u8 array, source
words-edit-copy-python = python code, bytes literal, source
words-edit-copy-base64 = base 64, encode, b64, mime
words-edit-save-selection = export selection, write bytes, extract, dump, carve
words-edit-open-selection = extract, sub document, new tab from selection, carve
words-edit-select-all = everything, mark all, whole
words-edit-undo = revert, take back, back out
words-edit-redo = again, repeat
words-edit-paste = insert, overwrite, clipboard
words-edit-fill = overwrite, zero, pattern, wipe, memset
words-edit-extend = append, lengthen, grow, pad
words-edit-cut-off = truncate, shorten, end here
words-edit-changes = edits, modified, modifications, diff of edits
words-edit-copy-mode = modify, edit bytes, change, writable
words-edit-unlock = write mode, edit in place, modify original, patch
words-edit-read-only = lock, protect, stop editing
words-edit-save-copy = save as, write copy, export changed
words-edit-write = save, apply, commit, flush, store
words-session-open = restore session, load session, workspace
words-session-save = store session, remember files, workspace
words-session-restore = reopen on start, remember open files, last session
words-workspace-export = share rules, hand on filters
words-workspace-import = load rules, load filters
words-workspace-undo = revert import
words-filters-show = stored filters, favourites, presets of filters
words-report-export = html, charts, save report, web page
words-summaries-with = diff of summaries, drift, regression
words-summaries-export = save summary diff
words-summaries-panel = summary diff, figures that changed
words-summaries-swap = reverse, exchange
words-summaries-again = rediff summaries
words-summaries-copy = copy summary diff
words-summaries-end = close summary diff
words-app-settings = preferences, options, configuration, config, customise, properties
words-move-row-down = line down, scroll down
words-move-row-up = line up, scroll up
words-move-half-down = half page, scroll half
words-move-half-up = half page, scroll half
words-move-page-down = next screen, forward
words-move-page-up = previous screen, backward
words-go-place = goto line, jump to line, jump, line number, offset, seek, position, percent, time, address
words-go-again = repeat jump, goto again, once more
words-go-here = jump here, show place
words-go-back = previous place, return, navigate back, history, where I was
words-go-forward = next place, navigate forward
words-go-start = top, beginning, first line, home, head
words-go-end = bottom, last line, tail, finish
words-go-line-start = beginning of line, home
words-go-line-end = last column, end
words-file-follow = tail -f, live, watch, stream, autoscroll, auto refresh, grow, monitor
words-text-wrap = word wrap, soft wrap, fold, break lines, long lines
words-text-line-ends = newline, crlf, eol, carriage return, whitespace, invisible
words-text-ansi = escape codes, terminal colors, colours, vt100
words-text-tab-2 = indent, tab stops, tab size
words-text-tab-4 = indent, tab stops, tab size
words-text-tab-8 = indent, tab stops, tab size
words-text-rules = syntax, colour rules, color, colouring, markers, highlighting
words-rules-this = color, colour selection, mark word
words-timeline-toggle = histogram, chart, time, dates, graph, timestamps
words-file-encoding = charset, utf-8, latin1, unicode, codepage, character set, utf8, code page
words-map-measure = benchmark, speed, performance, throughput
words-map-stop = abort benchmark
words-summary-toggle = statistics, stats, side bar, sidebar, figures, info, side panel
words-inspector-toggle = data inspector, values, integer, float, decode, interpret
words-inspector-big-endian = byte order, endianness, network order, little endian
words-jobs-list = tasks, progress, background, processes, running
words-theme-system = colors, colours, appearance, automatic theme, default theme
words-theme-dark = dark mode, night, black, dark theme, colors, appearance
words-theme-light = light mode, day, white, bright, light theme, colors, appearance
words-zoom-in = zoom in, bigger, magnify, increase font, scale up
words-zoom-out = zoom out, shrink, decrease font, scale down
words-zoom-reset = zoom reset, actual size, hundred percent, default zoom
words-compare-with = diff, difference, side by side, delta
words-compare-export = save diff, patch, write differences
words-compare-panel = diff list, changes between files
words-compare-next = next diff, next change
words-compare-previous = previous diff, change before
words-compare-align = insertions, deletions, resync
words-compare-again = rediff, repeat comparison
words-compare-stop = cancel diff
words-compare-end = close diff, stop comparing
words-hash-panel = checksum, md5, sha1, sha256, crc, digest, fingerprint, verify
words-structure-toggle = format, header, parse, elf, png, zip, tree, template, fields
words-structure-show = select field
words-structure-read = embedded, nested, parse here
words-structure-save = extract, export part, carve
words-structure-find = signatures, binwalk, embedded files, magic numbers, carve
words-filemap-go = jump, show in text
words-filemap-class = content map, colour by type
words-filemap-entropy = randomness, compressed, encrypted
words-filemap-lines = density
words-filemap-rows = linear
words-filemap-hilbert = space filling, curve
words-filemap-whole = zoom out map, everything
words-filemap-save = export map, png, picture, screenshot
words-strip-lines = minimap, scrollbar, overview, line lengths
words-strip-class = minimap, scrollbar, overview, content type
words-strip-entropy = minimap, scrollbar, overview, randomness
words-search-find = search, grep, look for, query, regex, regular expression, locate
words-search-next = find next, forward, again
words-search-previous = find previous, backward, last match
words-search-this = find selection, find word, search word under cursor, same
words-search-this-back = find selection backward, previous same word
words-search-strings = strings, printable text, ascii runs
words-search-all = global search, search everywhere, multiple files, all tabs, all documents
words-search-stop = stop search, cancel search, halt
words-search-resume = resume search, go on searching
words-search-close = end search, stop highlighting, clear matches, reset search
words-search-list = filter, grep lines, results, hits, filtered lines, list matches
words-search-refine = narrow, filter again, and, or, not, exclude, include
words-search-with-this = include, filter by selection, keep lines
words-search-without-this = exclude, hide lines, filter out, remove lines
words-search-copy-rows = copy results, copy hits
words-search-save = export matches, write results, save filtered, save hits
words-search-save-numbered = export matches, grep -n
words-mark-toggle = bookmark, flag, pin, add mark, remember line
words-mark-next = next bookmark, jump to bookmark
words-mark-previous = previous bookmark
words-mark-list = bookmarks, all marks
words-mark-remove-all = delete bookmarks, clear marks
words-bytes-options = hex options, layout of bytes
words-bytes-row-round = automatic width
words-bytes-row-fill = columns fit, full width
words-bytes-row-8 = columns, eight, width
words-bytes-row-16 = columns, sixteen, width
words-bytes-row-32 = columns, width
words-bytes-row-64 = columns, width
words-bytes-row-longer = wider, more columns
words-bytes-row-shorter = narrower, fewer columns
words-bytes-group-1 = ungrouped, u8
words-bytes-group-2 = words, u16
words-bytes-group-4 = dwords, u32
words-bytes-group-8 = qwords, u64
words-bytes-little-endian = byte order, swap, reverse
words-bytes-digits-hex = base 16
words-bytes-digits-decimal = base 10
words-bytes-digits-octal = base 8
words-bytes-digits-binary = base 2, bits
words-bytes-chars-ascii = text column
words-bytes-chars-file = text column, decoded
words-bytes-chars-off = hide text column
words-bytes-offsets-hex = addresses, hex addresses
words-bytes-offsets-decimal = addresses, decimal addresses
words-bytes-colours-class = byte colors
words-bytes-colours-value = byte colors, rainbow
words-bytes-colours-none = no colors, monochrome
words-bytes-pages-off = hide grid, no lines
words-bytes-pages-512 = sector, grid
words-bytes-pages-4096 = 4k, grid, memory page
words-bytes-pages-64k = grid, block
words-bytes-pages-2m = grid, huge page
words-table-copy = copy tsv, copy rows, clipboard cells
words-table-copy-csv = comma separated
words-table-copy-json = objects
words-table-copy-markdown = md table
words-table-cell = expand, show full value, long text
words-table-bytes = hex of cell, raw record
words-table-keep-like = filter by value, equal, same value
words-table-keep-others = exclude value, not equal, filter out
words-table-keep-bad = errors, invalid, broken rows, malformed
words-table-filter = where, query, conditions, select rows
words-table-find-in-column = search column
words-table-sort = order by, ascending, arrange, sort ascending
words-table-sort-descending = order by, descending, reverse, biggest
words-table-sort-also = secondary sort, then by
words-table-unsort = original order, clear sort, reset order
words-table-all-rows = clear filter, reset, unfiltered, show everything
words-table-export = convert, save as csv, parquet, json lines, save rows
words-table-export-guarded = excel, formula, safe csv
words-table-dialect = delimiter, separator, quotes, header, comma, semicolon, parse options
words-table-fit = auto width, resize column, column width
words-table-freeze = pin, lock columns, sticky
words-table-unfreeze = unpin, unlock columns
words-table-hide = remove column, collapse
words-table-show-all = unhide, reset columns
words-pane-split-right = vertical split, side by side, two panes, second view
words-pane-split-down = horizontal split, above, stacked
words-pane-split-other = text and hex, both views
words-pane-link = sync cursor, synchronise, tie
words-pane-scroll-along = sync scroll, lock scrolling, synchronised scrolling
words-pane-next = focus pane, other pane, switch focus
words-pane-previous = focus pane, other pane
words-tab-next = switch tab, cycle tabs
words-tab-previous = switch tab, cycle tabs
words-tab-close-others = close all but this, only this
words-tab-reopen = undo close, restore tab, bring back
words-panel-left = dock left, move panel
words-panel-right = dock right, move panel
words-panel-top = dock top, move panel
words-panel-bottom = dock bottom, move panel
words-panel-outwards = dock outside
words-panel-close = hide panel, dismiss panel
words-palette-actions = commands, command palette, run, find action, menu search
words-help-rebind = keybindings, shortcuts, remap, hotkeys, key bindings, rebind, keyboard, preset, vim, less, vscode, klogg
words-help-messages = log of messages, notifications, toasts, past messages, errors, history
words-help-keys = shortcuts, keyboard, hotkeys, cheat sheet, key list, help
words-help-diagnostics = frame rate, fps, performance, debug
words-help-settings = settings file, json, config file, preferences file
words-help-about = version, licence, license, credits

## Why an action can’t be done now

why-no-file = No file is open
why-not-open = The file is not open
why-no-settings-file = No settings file is kept
why-none-closed = No tab was closed
why-one-pane = There is no other pane
why-no-sessions = No sessions are kept
why-nothing-imported = Nothing was imported
why-no-summaries = No summaries are compared
why-no-table = The file is not a table
why-not-in-table = The table is not shown
why-not-in-bytes = Bytes are not shown
why-no-marks = The file has no marks
why-read-only = The file is read-only
why-no-search = Nothing is searched for
why-no-column = The cursor is in no column
why-not-in-map = The map is not shown
why-not-comparing = No files are compared
why-no-panel = No panel that it is about has the keyboard
why-no-job = Nothing is being computed
why-no-node = Nothing is chosen in the structure
why-no-changes = Nothing was changed
why-not-now = Not here
why-no-selection = Nothing is selected
why-no-word = Nothing is selected, and no word is under the cursor
why-not-gone = Nothing was gone to yet
why-no-place = No place was pressed
why-no-back = There is no place before
why-no-forward = There is no place after
why-no-previous = The path led to no other file
why-no-path = It has no path
why-not-shared = The file is shown in one pane
why-one-tab = It is the only tab
why-already = It is so already
why-not-stopped = Nothing was stopped
why-no-running-search = No search is running
why-no-paused-search = No search was paused
why-no-rows = No lines are listed
why-no-running-comparison = No comparison is running
why-not-sorted = The rows are not sorted
why-all-rows = All rows are shown
why-none-frozen = No column is frozen
why-whole-map = All of it is shown
why-no-map-yet = The map is not complete

## The palette

action-palette-actions = Commands…
action-palette-files = Go to file…
menu-scroll = Scroll
action-move-row-down = Scroll a row down
action-move-row-up = Scroll a row up
action-move-half-down = Scroll half a page down
action-move-half-up = Scroll half a page up
action-move-page-down = Scroll a page down
action-move-page-up = Scroll a page up
palette-field = Find a command
palette-field-files = Find an open or recent file
palette-field-place = Go to line, @byte, %, time
palette-list = What was found
palette-none = Nothing is called so
palette-no-files = No file of that name is open or was lately
palette-place-how = Type a line, line:column, @offset, a share (50%) or a time; Enter goes there
palette-more = { $name }…
palette-tab = Tab width
palette-strip = Colours of the strip
palette-in-menu = { $menu } menu
palette-is-open = open
palette-name-why = { $name }, can’t be done now: { $why }
palette-name-keys = { $name }, { $keys }
palette-goes-line = Line { $nr }
palette-goes-column = Line { $nr }, column { $column }
palette-goes-byte = Byte { $at }
palette-goes-bytes = Selects { $n } bytes from { $at } on
palette-goes-lines-down = { $n } lines further down
palette-goes-lines-up = { $n } lines further up
palette-goes-time = The first line from { $time } on

## Settings, and keys that are recorded anew

action-app-settings = Settings…
action-help-rebind = Change keys…
settings-title = Settings
settings-look = Look
settings-keys = Keys
settings-page = Settings
settings-search = Find a setting
settings-none = No setting is called so
settings-reset = Reset
settings-reset-one = Reset “{ $name }”
settings-reset-hint = As it was before anything was changed: { $value }
settings-reset-all = Reset all settings
settings-choice = { $name }: { $value }
settings-on = on
settings-off = off
settings-other = set elsewhere
setting-theme = Theme
setting-theme-does = Light or dark: as the system is, or always.
setting-theme-system = As the system
setting-strip = Strip beside the view
setting-strip-does = What its colours say about each part of the file.
setting-strip-lines = Line lengths
setting-strip-class = Content
setting-strip-entropy = Entropy
setting-wrap = Wrap lines
setting-wrap-does = Breaks lines that are longer than the view is wide.
setting-tab = Tab width
setting-tab-does = Columns from one tab stop to the next.
setting-eol = Show line ends
setting-eol-does = Draws a sign for what each line ends with.
setting-ansi = Obey ANSI colours
setting-ansi-does = Colours text by the sequences in it, and hides these.
setting-row = Bytes a row
setting-row-does = For new panes; a pane’s own stand in the Bytes menu.
setting-row-round = 16, 8 or 4, as fit
setting-row-fill = As many as fit
setting-row-8 = 8
setting-row-16 = 16
setting-row-32 = 32
setting-row-64 = 64
setting-group = Groups of bytes
setting-group-does = After how many bytes there is a space.
setting-group-1 = 1
setting-group-2 = 2
setting-group-4 = 4
setting-group-8 = 8
setting-little-endian = Last byte of a group first
setting-little-endian-does = Shows groups as little-endian numbers are read.
setting-digits = Digits of bytes
setting-digits-does = In which base bytes are written.
setting-digits-hex = Hexadecimal
setting-digits-decimal = Decimal
setting-digits-octal = Octal
setting-digits-binary = Binary
setting-chars = Characters beside bytes
setting-chars-does = As what text the bytes are shown, too.
setting-chars-ascii = ASCII
setting-chars-file = In the file’s encoding
setting-chars-off = None
setting-decimal-offsets = Decimal offsets
setting-decimal-offsets-does = Writes offsets in decimal instead of hexadecimal.
setting-colours = Colours of bytes
setting-colours-does = By what bytes are coloured.
setting-colours-class = Class
setting-colours-value = Value
setting-colours-none = None
setting-pages = Page grid
setting-pages-does = After how many bytes a line is drawn.
setting-pages-off = None
setting-pages-512 = 512 bytes
setting-pages-4096 = 4 KiB
setting-pages-64k = 64 KiB
setting-pages-2m = 2 MiB
setting-big-endian = Values in network byte order
setting-big-endian-does = The inspector reads the most significant byte first.
setting-pattern = How patterns are written
setting-pattern-does = What the search box takes at first.
setting-pattern-text = Text
setting-pattern-regex = Regular expression
setting-pattern-hex = Bytes
setting-ignore-case = Either case
setting-ignore-case-does = Letters match in upper and lower case.
setting-whole-word = Whole words
setting-whole-word-does = Matches begin and end where words do.
settings-files = Files
setting-restores = Reopen files on start
setting-restores-does = Opens what was open when the program was left.
setting-index-cache = Index cache, in MiB
setting-index-cache-does = What is known of files is kept up to this size; 0 keeps nothing. Read at the start.
setting-letters = Letters move as in less and vi
setting-letters-does = j k d u f b g G scroll, / ? n N search, m marks, while no field has the keyboard.
preset-default = Gander
preset-less-vi = less / vi
preset-vs-code = VS Code
preset-klogg = klogg
preset-title = Keys of
preset-hint = Use the keys of { $name }; what you changed yourself stays
rebind-search = Find an action or keys
rebind-none = No action or keys are called so
rebind-add = Add keys
rebind-add-to = Add keys for “{ $name }”
rebind-remove = Remove { $keys } from “{ $name }”
rebind-reset = Reset the keys of “{ $name }”
rebind-reset-all = Reset all keys
rebind-press = Press the keys. Escape leaves it as it was.
rebind-taken = { $keys } does “{ $name }”.
rebind-take = Take over
rebind-keep = Leave it
rebind-own = { $keys } already does this.
rebind-moves = { $keys } moves the cursor, and can’t be taken.
rebind-menu = { $keys } opens a menu, and can’t be taken.
rebind-unknown = These keys can’t be taken.
keys-change = Change keys…
keys-change-hint = Show all actions with their keys, to be changed

## The log of messages

action-help-messages = Messages
messages-title = Messages
messages-none = Nothing was said yet
messages-copy = Copy all
messages-clear = Clear
messages-list = Messages, the last first
messages-times = { $n } times
messages-line = { $text }, { $file }, { $age }
messages-plain = { $text }, { $age }
## Two summaries compared: how saved ones are read, what differs, and conditions on it

saved-not-utf8 = it is not UTF-8
saved-no-summary = it has no “schema”
saved-other-schema = it is of schema { $found }, and this program knows schema { $known-shown }
saved-damaged = { $why }
saved-missing = “{ $key }” is missing in “{ $place }”
saved-twice = “{ $key }” stands twice in “{ $place }”
saved-ragged = a row of “{ $key }” in “{ $place }” has more or fewer cells than there are columns
saved-no-figure = “{ $key }” in “{ $place }” has no figure but: { $found }
saved-too-large = it is larger than any summary
diff-title = What differs: { $a } and { $b }
diff-nothing = Nothing differs.
diff-count =
    { $n ->
        [one] { $n-shown } difference.
       *[other] { $n-shown } differences.
    }
diff-within =
    { $n ->
        [one] { $n-shown } figure differs by no more than its error bounds.
       *[other] { $n-shown } figures differ by no more than their error bounds.
    }
diff-side-summary = Summary
diff-side-file = File
diff-not-complete = not all of it
diff-head-a = A
diff-head-b = B
diff-head-change = Change
diff-head-path = Path
diff-what = What
diff-file = File
diff-of-column = Column { $name }
diff-checks = Conditions
diff-holds = holds
diff-holds-not = does not hold
diff-came = came
diff-went = went
diff-moved = moved
diff-renamed = renamed
diff-none = –
diff-about = ≈ { $value } ± { $bound }
diff-change = { $change } ({ $relative })
diff-measure = { $name } { $value }
diff-measure-between = { $name } { $value } ({ $least } to { $most })
diff-measure-ks = Kolmogorov–Smirnov distance
diff-measure-em = earth mover’s distance
diff-measure-tv = total variation distance
diff-measure-mean = mean difference
diff-rows-all = { $name }: { $n-shown } differ
diff-rows-first = { $name }: { $n-shown } differ, the { $first-shown } that changed most
diff-chart = { $name }: A dashed, B filled
diff-columns = Which columns there are
diff-column-at = column { $n }
diff-size-bytes = Size
diff-format = Format
diff-encoding = Encoding
diff-compression = Compression
diff-encoding-by-samples = Encoding by samples
diff-scanned-bytes = Scanned
diff-of-bytes = Of
diff-complete = Complete
check-error = the condition “{ $expression }” can’t be used: at character { $column }, { $says }
check-alone = this is no yes or no: compare it, or ask .changed of it
check-and-or = conditions are joined by “and” or “or”
check-change = how far a figure has changed compares with a number or a percentage
check-empty = there is no condition
check-figure-wanted = a figure is wanted here, such as lines.count or columns.'unit price'.mean
check-kind-bool = yes or no
check-kind-number = number
check-kind-text = text
check-name-wanted = a name is wanted here; one that is not of letters, digits and _ alone is put in quotes, as in columns.'2026'
check-no-order = these are equal or not, and neither is larger
check-no-share = a moment’s change is in seconds, and no percentage
check-no-size = a text’s change has no direction: ask .changed of it
check-no-value = there is no value; ask .came, .went, or compare with null
check-not-closed = “)” is wanted here
check-not-opened = this “)” closes nothing
check-nr-wanted = a number from 1 and “]” are wanted here
check-open-quote = this quote is not closed
check-percent = a percentage compares with .changed, .rose, .fell or .drift
check-quote-name = a name such as “{ $found }…” is put in quotes, as in columns.'2026'
check-too-deep = there are more parentheses within each other than can be followed
check-too-long = nothing can follow “{ $name }”
check-unexpected = “{ $found }” does not belong here; a name that is not of letters, digits and _ alone is put in quotes, as in columns.'unit price'
check-verb = there is no “.{ $name }” of this; there are { $known }
check-verb-near = there is no “.{ $name }” of this; did you mean “.{ $near }”?
check-unknown = there is no “{ $name }” in either summary; there are { $known }
check-unknown-in = there is no “{ $name }” in “{ $place }” of either summary; there are { $known }
check-unknown-near = there is no “{ $name }” in either summary; did you mean “{ $near }”?
check-unknown-near-in = there is no “{ $name }” in “{ $place }” of either summary; did you mean “{ $near }”?
check-unlike = a { $left } does not compare with a { $right }
check-wants-more = “{ $name }” is followed by one of { $known }
action-summaries-with = Compare summaries…
action-summaries-export = Export what differs between summaries…
action-summaries-panel = Differences of summaries
action-summaries-swap = Swap the compared summaries
action-summaries-again = Compare summaries again
action-summaries-copy = Copy what differs between summaries
action-summaries-end = End the comparison of summaries
panel-compare = Compare…
panel-compare-hint = Compare the summary with that of another file, or with a saved one
format-file-html = Web page
format-file-json = JSON
format-file-markdown = Markdown
summaries-again = again
summaries-again-hint = Compare what both are now
summaries-broke = The comparison failed.
summaries-choose = A saved summary…
summaries-close = Close the differences of summaries
summaries-closed = One of the files is closed.
summaries-copy = copy
summaries-copy-hint = Copy what is listed as Markdown
summaries-end = end
summaries-end-hint = End the comparison
summaries-export = export…
summaries-export-hint = Save what differs as a web page, Markdown or JSON
summaries-filter = Only what has these words in its name or path
summaries-listed = { $listed-shown } of { $n-shown } differences
summaries-no-summary = “{ $name }” is no saved summary: { $why }
summaries-nothing = No summaries are compared.
summaries-part = { $name } is not summarised to its end.
summaries-reading = Comparing…
summaries-row = { $name }: { $a } → { $b } { $change }
summaries-row-apart = { $name }: { $change }
summaries-swap = swap
summaries-swap-hint = Exchange A and B
summaries-title = Differences of summaries
summaries-with-hint = The summary that it is compared with is A, the earlier one.
summaries-with-title = Compare the summary of { $name } with
task-summaries = Comparing summaries
toast-summaries-copied = What differs was copied as Markdown.

## What choices of looks and languages do
does-theme-contrast = Uses black and white with strong edges.
does-language-system = Speaks the language of the system.
does-language-en = Speaks English.
does-language-zh-CN = Speaks Simplified Chinese.
does-fonts-choose = Chooses the typefaces of the window and of data.
words-theme-contrast = high contrast, accessibility, black and white, appearance
words-language-system = locale, translation, default language
words-language-en = english, locale, translation
words-language-zh-CN = chinese, simplified chinese, zhongwen, locale, translation
words-fonts-choose = typeface, monospace, font family, lettering
does-help-guide = Explains Gander on ten short pages.
words-help-guide = manual, documentation, tutorial, introduction, how to
