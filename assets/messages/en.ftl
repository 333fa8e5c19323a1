# English: every sentence that a person reads in the window, and the words of summaries and errors,
# which the command line and exports write in English too: changing one changes their output.
#
# A key names where a message is shown. Numbers that choose a plural form come twice: `$n` is
# the number, `$n-shown` its digits as people read them. Leading and trailing spaces are
# written as { " " }.

## Said in several places

gander = Gander
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
action-table-unsort = Rows in the file's order
action-table-all-rows = All rows, in the file's order
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
toast-lines-saved =
    { $n ->
        [one] { $n-shown } line was written to “{ $name }”.
       *[other] { $n-shown } lines were written to “{ $name }”.
    }
toast-measure-failed = Measuring could not be started: { $why }.
toast-no-ending = “{ $name }” was not written: end its name in { $known }.
kept-unreadable = What was kept in “{ $name }” can't be read ({ $why }); defaults are used, and the file is left alone.
kept-damaged = What was kept in “{ $name }” is damaged; it was renamed to “{ $aside }”, and defaults are used.
kept-damaged-stays = What was kept in “{ $name }” is damaged; defaults are used. Rename or remove it, or nothing can be kept.
log-format-ignored = The log format “{ $name }” is not used: { $why }.
log-format-pattern = its pattern can't be read: { $why }
log-format-group = its pattern has a group “{ $group }”; there are { $groups }
log-format-needs = its group “{ $group }” needs “{ $other }”, too
log-format-needs-time = how a time is written is said by “time”, but its pattern has no group of that name
log-format-twice = its pattern can have a group “time” or groups of a time's parts, not both
log-format-empty = its pattern has no group of a time or a level, such as (?<time>.*) or (?<level>.*)
log-format-no-text = its “{ $name }” is no text
log-format-lacks = it has no “{ $name }”
log-format-many = there can be { $most }
log-format-sample = its pattern does not match its sample
log-format-sample-level = “{ $text }” in its sample is no level
log-format-sample-time = the time of its sample, “{ $text }”, can't be read
toast-many-rules = There are { $n-shown } rules, the most that can be kept: remove one first.
toast-no-file-manager = No program was found that shows the folder “{ $name }”.
name-of-part = { $name } [{ $at } + { $size }]
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
goto-no-line-yet = The number of the cursor's line is not counted yet.
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
about-licence = Files are only read, never changed. Licensed under MIT or Apache 2.0; the typefaces Inter and JetBrains Mono under the Open Font License.
dialog-all-files = All files
dialog-open = Open files
dialog-open-one = Open a file
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
keys-escape-does = Leave the search box; then end the search
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
keys-panel = Shift+arrows in a panel's header
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
search-n-stopped = { $n } in { $done }, stopped
search-next-hint = Go to the next match
search-no-thread = the system has no thread for a search
search-none = no match
search-nr-of = { $nr } of { $n }
search-previous-hint = Go to the previous match
search-slower = slower ·{ " " }
search-unreadable = Invalid pattern
search-unusable = the pattern can't be used ({ $why })
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
list-resume = resume
list-resume-hint = Resume the search
list-save = save…
list-save-lines = Lines…
list-save-numbered = Lines with numbers…
list-searching = Searching…
list-so-far = { $what } so far · { $done } · { $rate } · { $each } a second
list-stop = stop
list-stop-hint = Pause the search
list-stopped = { $what }, stopped at { $done }
list-title = Matches
list-too-large = the lines are more than { $most }; save them instead
save-not-written = “{ $name }” was not written: { $why }
save-still-counting = Lines are still being counted; save them with their numbers when that is done.
save-still-searching = The file is still being searched; save the lines when that is done.
save-stopped = it was stopped

## The start page, and files that can't be shown

start-about = Look into a file of any size.
start-drop = Drop a file here
start-hint = Ctrl+O open · F1 all keys · files are only read, never changed
start-icon = Gander's icon
start-let-go = Let go to open it
start-open = Open a file…
start-open-named = Open { $name }
start-clear = Clear the list
start-recent = Recent
start-remove = Remove from this list
start-remove-named = Remove { $name } from the list
recent-line = line { $nr }
start-sample = Make a sample ▾
notice-again = Try again
notice-empty = An empty file
notice-failed = This file can't be shown
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
rows-all-hint = Show all rows, in the file's order
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
table-malformed = ⚠ the line is not whole, or not of the table's form
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
status-line-ends-hint = Line ends: { $lf } LF, { $crlf } CRLF, { $cr } lone CR. Click to show or hide them.
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
summary-close = Close the summary
jobs-close = Close the jobs
jobs-done = done, { $size }
jobs-resume = Resume: { $title }
jobs-resume-all = resume
jobs-resume-all-hint = Resume all jobs of this file
jobs-search = Searching
jobs-stop-all = stop
jobs-stop-all-hint = Stop all jobs of this file
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
structure-full = There are more nodes than are kept at once; what was opened before has to be closed by reading the structure anew.
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
map-minor-hint = Pages that were in memory, but not yet in this process's table
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
pages-cached = in the system's cache
pages-cached-unknown = the system tells it only to who owns the file or may write it
pages-coming = They are being counted…
pages-no-map = The file is read, not mapped, so it has no pages here.
pages-own = in this process
pages-own-unknown = the system doesn't tell
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
filemap-not-studied = It can't be read: { $why }.
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
measure-lock-block = One lock taken for each block: { $times } × the speed of counters without locks.
measure-lock-line = One lock taken for each line: { $times } × the speed of counters without locks.
measure-locked-block = Locked for each block
measure-locked-line = Locked for each line
measure-map = Memory map
measure-of-passes = { $made } of { $n-shown } passes
measure-own = Each its own
measure-passes =
    { $n ->
        [one] { $n-shown } pass
       *[other] { $n-shown } passes
    }
measure-reads = Reads
measure-shared-line = An atomic a line
measure-stopped = stopped
measure-threads = Threads
measure-times = , { $least } to { $most } ms each
measure-title = What mmap, threads and locks are worth here
measure-together =
    { $n ->
        [one] Counting together, by { $n-shown } thread
       *[other] Counting together, by { $n-shown } threads
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
diagnostics-blocks-memory = Blocks' memory
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

## Sizes and times

ago-days = { $n } days ago
ago-hours = { $n } h ago
ago-minutes = { $n } min ago
ago-now = just now
ago-yesterday = yesterday
size-bytes =
    { $n ->
        [one] { $n } byte
       *[other] { $n } bytes
    }

## What is wrong with a file that is opened or read. Said within other sentences, too: without a
## full stop, and in lower case but for names

open-device = a character device
open-folder = “{ $name }” is a folder; choose a file inside it
open-no-file = “{ $name }” is { $what }, which has no bytes to scroll through; pipe its output into Gander instead
open-not-allowed = “{ $name }” may not be read by you; ask its owner, or start Gander as a user who may
open-not-found = “{ $name }” was not found; check the path, or whether the disk is still there
open-not-mapped = “{ $name }” can't be mapped ({ $why }); leave out --io map
open-socket = a socket
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
pattern-unusable = the pattern can't be used: { $why }

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
        [one] The day comes first: { $n-shown } of its dates can't be read otherwise.
       *[other] The day comes first: { $n-shown } of its dates can't be read otherwise.
    }
evidence-dates-either = The month is taken to come first: all of its dates can be read either way.
evidence-dates-month-first =
    { $n ->
        [one] The month comes first: { $n-shown } of its dates can't be read otherwise.
       *[other] The month comes first: { $n-shown } of its dates can't be read otherwise.
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
bad-row-malformed = The line is not of the table's form from here on
bad-row-no-column = The row has a value for which there is no column
bad-row-nul = The cell holds a NUL byte
bad-row-encoding = The bytes are not valid in the encoding of the file
bad-row-invalid = The value is no { $type }, as the column's values are

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
edit-not-allowed = { $name } must not be written: you lack the permission, or its disk is read-only
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
