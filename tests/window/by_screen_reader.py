"""Walks Gander's window over AT-SPI, as a screen reader does, and works it by actions alone.

    by_screen_reader.py FOLDER

FOLDER holds `numbers.log`; the summary is written beside it. Ends with 0 if all went well, else says
what did not. Nothing is slept on: each step waits for what it needs, 20 s at most.
"""

import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PATIENCE = 20.0
# Roles that hold others, or are text.
QUIET = {
    Atspi.Role.FRAME, Atspi.Role.WINDOW, Atspi.Role.PANEL, Atspi.Role.FILLER, Atspi.Role.APPLICATION,
    Atspi.Role.SCROLL_PANE, Atspi.Role.GROUPING, Atspi.Role.LABEL, Atspi.Role.STATIC, Atspi.Role.SECTION,
}


def wait(what, find):
    """What `find` gives, once it gives something."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = find()
        except Exception:  # A node may go while it is asked.
            found = None
        if found:
            return found
        if time.monotonic() > end:
            said = sorted({f"{node.get_role_name()} “{node.get_name()}”" for node in nodes(application())})
            raise SystemExit(f"waited in vain for {what}; there is " + ", ".join(said))
        time.sleep(0.05)


def application():
    desktop = Atspi.get_desktop(0)
    for nr in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(nr)
        if child and "gander" in (child.get_name() or "").lower():
            return child
    return None


def nodes(node):
    """Every node below this one."""
    for nr in range(node.get_child_count()):
        child = node.get_child_at_index(nr)
        if child is not None:
            yield child
            yield from nodes(child)


def named(app, roles, *names):
    """The node of one of these roles whose name is, or begins as, one of `names`."""
    for node in nodes(app):
        name = node.get_name() or ""
        if node.get_role() in roles and any(name == one or (one.endswith("*") and name.startswith(one[:-1])) for one in names):
            return node
    return None


def is_interactive(node):
    states = node.get_state_set()
    try:
        acts = node.get_n_actions() > 0
    except Exception:
        acts = False
    return acts or states.contains(Atspi.StateType.FOCUSABLE)


def check_all(app, where):
    """Every interactive node has a name and a role."""
    n, nameless = 0, []
    for node in nodes(app):
        if not is_interactive(node) or node.get_role() in QUIET:
            continue
        n += 1
        role = node.get_role()
        if not (node.get_name() or "").strip() or role in (Atspi.Role.UNKNOWN, Atspi.Role.INVALID):
            box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            above = [node.get_parent()]
            while above[-1].get_parent() and len(above) < 5:
                above.append(above[-1].get_parent())
            path = " < ".join(f"{one.get_role_name()} “{one.get_name()}”" for one in above)
            nameless.append(f"{node.get_role_name()} “{node.get_name()}” at {box.x},{box.y} {box.width}×{box.height} in {path}")
    print(f"{where}: {n} controls have names and roles", flush=True)
    if n == 0:
        raise SystemExit(f"{where}: no control was found")
    if nameless:
        raise SystemExit(f"{where}: no name or role: " + "; ".join(nameless))


BUTTONS = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.MENU_ITEM, Atspi.Role.CHECK_BOX}
FIELDS = {Atspi.Role.ENTRY, Atspi.Role.TEXT}


def press(app, *names):
    node = wait(" or ".join(names), lambda: named(app, BUTTONS, *names))
    if not node.do_action(0):
        raise SystemExit(f"“{names[0]}” can't be pressed")


def fill(app, text, *names):
    node = wait(" or ".join(names), lambda: named(app, FIELDS, *names))
    if not node.set_text_contents(text):
        raise SystemExit(f"nothing can be typed into “{names[0]}”")


def says(app, text):
    def find():
        return any(text in (node.get_name() or "") for node in nodes(app))

    wait(f"“{text}”", find)


def main():
    folder = sys.argv[1]
    app = wait("the program on the accessibility bus", application)
    wait("its start page", lambda: named(app, BUTTONS, "Open a file…"))
    check_all(app, "the start page")

    press(app, "Open a file…")
    fill(app, f"{folder}/numbers.log", "Path of the file to open")
    check_all(app, "the box for a path")
    press(app, "Open")
    says(app, "line 1")
    check_all(app, "the text")

    fill(app, "line 19", "Find")
    says(app, "of 111")
    # The list of matching lines is open by default; of its lines those with a 7 are kept.
    says(app, "Lines of the list")
    check_all(app, "the list")
    press(app, "Add patterns, and filters within")
    fill(app, "7", "Another pattern")
    press(app, "And")
    says(app, "20 lines")
    check_all(app, "the refined list")

    press(app, "Split right*", "Split*")
    wait("two panes", lambda: sum((node.get_name() or "") == "Text of the file" for node in nodes(app)) >= 2)
    check_all(app, "two panes")

    press(app, "File")
    press(app, "Export")
    wait("the menu of exports", lambda: named(app, BUTTONS, "Export report…"))
    check_all(app, "the menus")
    press(app, "Export summary… Ctrl+E")
    fill(app, f"{folder}/summary.json", "Name or path of the file")
    press(app, "Save")
    says(app, "The summary was written to")
    print("opened, found, filtered, split and exported", flush=True)


main()
