#!/usr/bin/env python3
# accessible.py
#
# Copyright 2026 The Rimlight Authors
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the window as a screen reader and a keyboard do, from outside.

Usage: accessible.py RIMLIGHT MAKE-PATIENT, on a display of its own. Starts a
session bus of its own, the program on a small patient, and writes TAP. Skips
everything where AT-SPI or xdotool is missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

PATIENCE = 60
NAMELESS = ('check box', 'combo box', 'entry', 'list', 'list item', 'password text',
            'progress bar', 'push button', 'radio button', 'slider', 'spin button', 'text',
            'toggle button', 'tree', 'tree item')


def start_bus():
    """Runs this program once more, with folders and a session bus of its own."""
    folder = tempfile.mkdtemp(prefix='rimlight-accessible-')
    env = dict(os.environ, RIMLIGHT_ACCESSIBLE=folder, GTK_A11Y='atspi', NO_AT_BRIDGE='0')
    for name in ('CACHE', 'CONFIG', 'DATA', 'RUNTIME'):
        env[f'XDG_{name}_' + ('DIR' if name == 'RUNTIME' else 'HOME')] = os.path.join(folder, name)
        os.mkdir(os.path.join(folder, name), mode=0o700)
    env['RIMLIGHT_G_DEBUG'] = env.pop('G_DEBUG', '')
    try:
        # The bus and what it starts write on stdout, too.
        status = subprocess.run(['dbus-run-session', '--', sys.executable] + sys.argv, env=env,
                                stdout=subprocess.DEVNULL, check=False).returncode
        if os.path.exists(os.path.join(folder, 'tap')):
            with open(os.path.join(folder, 'tap'), encoding='utf-8') as tap:
                print(tap.read(), end='')
        return status
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(what, probe):
    """What probe() finds, as soon as it is true. The tree changes underfoot: an
    error on the way is as good as nothing found."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = probe()
        except GLib.Error:
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f'waited {PATIENCE} s in vain for {what}')
        time.sleep(0.05)


def walk(node):
    """All that is in a node, itself first."""
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def has(node, state):
    return node.get_state_set().contains(state)


class Window:
    """The window from outside."""

    def __init__(self, program):
        self.program = program
        self.focusable = []
        self.root = wait_for('the window', self.find_root)
        self.id = wait_for('the window on the screen', self.find_id)
        xdotool('windowfocus', '--sync', self.id)

    def find_root(self):
        assert self.program.poll() is None, 'the program left'
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application is not None and application.get_process_id() == self.program.pid:
                return application.get_child_at_index(0)
        return None

    def find_id(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.program.pid)],
                               capture_output=True, text=True, check=False).stdout.split()
        return found[-1] if found else None

    def wait(self, role, name, within=None):
        """The first widget of a role and a name, once it is there."""
        return wait_for(f'{role} “{name}”', lambda: next(
            (node for node in walk(within or self.root)
             if node.get_role_name() == role and node.get_name() == name), None))

    def wait_for_focus(self, roles, name=None):
        """Until the focus is on a widget of one of these roles."""
        wait_for(f'the focus on {roles} “{name}”', lambda: any(
            node.get_role_name() in roles and name in (None, node.get_name())
            for node in [self.focus()] if node is not None))

    def focus(self):
        """What has the focus: what had it before, or could have it, is asked first."""
        for known in (self.focusable, walk(self.root)):
            for node in known:
                if has(node, Atspi.StateType.FOCUSED):
                    return node
            self.focusable = [node for node in walk(self.root) if has(node, Atspi.StateType.FOCUSABLE)]
        return None

    def tab_to(self, what, matches):
        """Presses Tab until the focus is on what is looked for."""
        node = wait_for('the focus', self.focus)
        seen = []
        while not matches(node):
            assert node not in seen, f'Tab does not lead to {what}:\n' + '\n'.join(map(path_of, seen))
            seen.append(node)
            xdotool('key', 'Tab')
            wait_for('the focus to move', lambda last=node: not has(last, Atspi.StateType.FOCUSED))
            node = wait_for('the focus', self.focus)
        return node


def xdotool(*arguments):
    subprocess.run(['xdotool', *arguments], check=True, stdout=subprocess.DEVNULL)


def path_of(node):
    """Names and roles from the window down to a node, for messages."""
    parts = []
    while node is not None and node.get_role_name() != 'application':
        parts.append(f'{node.get_role_name()} “{node.get_name()}”')
        node = node.get_parent()
    return ' < '.join(parts[:5])


def is_nameless(node):
    """GTK gives what has no name the name of its class."""
    name = node.get_name()
    return not name or name.startswith(('Gtk', 'Adw', 'Rl')) or name.startswith('_')


def is_foreign(node):
    """Toasts are libadwaita's, which does not name their buttons before 1.3, and so is the
    list inside of a row of a form that shows what is chosen: the row has the name and the focus."""
    if node.get_role_name() in ('list', 'list item') and 'combo box “' in path_of(node):
        return True
    while node is not None and node.get_role_name() != 'application':
        if node.get_name() == 'AdwToastWidget':
            return True
        node = node.get_parent()
    return False


def test_names(window):
    """Nothing that can be used, and no list, is without a name."""
    wanted = [node for node in walk(window.root) if node.get_role_name() in NAMELESS]
    bad = [path_of(node) for node in wanted if is_nameless(node) and not is_foreign(node)]
    assert len(wanted) > 40, f'only {len(wanted)} widgets found'
    assert not bad, 'without a name:\n' + '\n'.join(bad)


def test_tools(window):
    """Commands of the bars are found by name, and tools say which is chosen."""
    for name in ('Patients', 'Undo', 'Redo', 'Layout', 'Inspector', 'Display', 'Find a command',
                 'Main menu', 'CT', 'PET', 'Fused', 'Window and level', 'Crosshair', 'Brush',
                 'Eraser', 'Length', 'More measurements', 'Window presets', 'New lesion'):
        window.wait('push button', name)
    for key, name in (('p', 'Brush'), ('x', 'Eraser'), ('w', 'Window and level')):
        tool = window.wait('push button', name)
        assert not has(tool, PRESSED) or name == 'Window and level'
        xdotool('key', key)
        wait_for(f'{name} to be pressed', lambda: has(tool, PRESSED))


def test_pages(window):
    """The inspector's pages are found by name and chosen by key."""
    switcher = window.wait('panel', 'Inspector pages')
    for key, name in (('alt+2', 'Features'), ('alt+3', 'Maps'), ('alt+4', 'Measurements'), ('alt+1', 'Lesions')):
        page = window.wait('push button', name, switcher)
        xdotool('key', key)
        wait_for(f'{name} to be chosen', lambda: has(page, PRESSED))


def test_slices(window):
    """A slice is scrolled by key; the picture says which it is, and what is where."""
    plane = window.tab_to('the axial plane', lambda node: node.get_name().startswith('Axial'))
    xdotool('key', 'Home')
    wait_for('an end', lambda: axial_slice(plane) in (1, 12))
    xdotool('key', 'Down')
    wait_for('the next slice', lambda: axial_slice(plane) in (2, 11))
    wait_for('the window to be said', lambda: 'window 400, level 40' in plane.get_description())
    said = wait_for('the crosshair to be said', lambda: 'Crosshair at LPS' in plane.get_description()
                    and plane.get_description())
    assert said.startswith('At ') and ' HU' in said, said
    xdotool('key', 'End')
    wait_for('another slice to be said', lambda: plane.get_description() not in ('', said))


def axial_slice(plane):
    """The number in “Axial Fused, slice 8 of 12”."""
    return int(plane.get_name().split('slice ')[1].split(' of ')[0])


def test_opacity(window):
    """The slider of opacity is reached by Tab, moved by arrows, and says its value."""
    slider = window.tab_to('the opacity', lambda node: node.get_name() == 'PET opacity')
    before = slider.get_current_value()
    xdotool('key', 'Right')
    wait_for('more opacity', lambda: slider.get_current_value() > before)
    xdotool('key', 'Left')
    wait_for('less opacity', lambda: abs(slider.get_current_value() - before) < 1e-9)
    assert (slider.get_minimum_value(), slider.get_maximum_value()) == (0, 1)


def test_lesions(window):
    """A lesion is chosen and renamed by keys alone."""
    lesions = window.wait('list', 'Lesions')
    window.wait('list item', 'ROI 1', lesions)
    window.wait('list item', 'ROI 2', lesions)
    window.tab_to('the lesions', lambda node: node.get_name() in ('ROI 1', 'ROI 2'))
    xdotool('key', 'Home')
    window.wait_for_focus(('list item',), 'ROI 1')
    xdotool('key', 'Down')
    window.wait_for_focus(('list item',), 'ROI 2')
    xdotool('key', 'Return')
    second = window.wait('list item', 'ROI 2', lesions)
    wait_for('it to be chosen', lambda: has(second, Atspi.StateType.SELECTED))
    for key, before, after in (('v', 'Hide', 'Show'), ('v', 'Show', 'Hide')):
        window.wait('push button', before, second)
        xdotool('key', key)
        window.wait('push button', after, second)
    xdotool('key', 'F2')
    window.wait_for_focus(('entry', 'text'))
    xdotool('key', 'ctrl+a')
    xdotool('type', 'node')
    xdotool('key', 'Return')
    window.wait('list item', 'node', lesions)
    xdotool('key', 'ctrl+z')
    window.wait('list item', 'ROI 2', lesions)


def run(window, tap):
    tests = (test_tools, test_pages, test_slices, test_opacity, test_lesions, test_names)
    print(f'1..{len(tests)}', file=tap, flush=True)
    for number, test in enumerate(tests, 1):
        try:
            test(window)
            print(f'ok {number} - {test.__name__[5:]}', file=tap, flush=True)
        except (AssertionError, GLib.Error) as error:
            print(error, file=sys.stderr)
            assert window.program.poll() is None, 'the program left'
            print('# ' + str(error).replace('\n', '\n# '), file=tap)
            print(f'not ok {number} - {test.__name__[5:]}', file=tap, flush=True)


def main():
    rimlight, make_patient = sys.argv[1:]
    folder = os.environ['RIMLIGHT_ACCESSIBLE']
    images = os.path.join(folder, 'images')
    os.mkdir(images)
    subprocess.run([make_patient, images], check=True)
    program = subprocess.Popen([rimlight, '--library', os.path.join(folder, 'library'), images],
                               stdout=subprocess.DEVNULL,
                               env=dict(os.environ, G_DEBUG=os.environ['RIMLIGHT_G_DEBUG']))
    try:
        window = Window(program)
        window.wait('list item', 'ROI 1')
        with open(os.path.join(folder, 'tap'), 'w', encoding='utf-8') as tap:
            run(window, tap)
    finally:
        program.terminate()
        program.wait()


try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi, GLib
    PRESSED = Atspi.StateType.PRESSED
except (ImportError, ValueError):
    print('1..0 # SKIP gir1.2-atspi-2.0 or python3-gi is not installed')
    sys.exit(0)
for tool in ('dbus-run-session', 'xdotool'):
    if shutil.which(tool) is None:
        print(f'1..0 # SKIP {tool} is not installed')
        sys.exit(0)
if 'RIMLIGHT_ACCESSIBLE' not in os.environ:
    sys.exit(start_bus())
main()
