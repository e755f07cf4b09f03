# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up what the test runs reported and says so in one line.

Usage: count.py BROKEN LOG… where BROKEN is the number of stages that did not
build or run, and each LOG is the path of meson's testlog without .json and
.junit.xml.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree


def outcome(case):
    if case.find('failure') is not None or case.find('error') is not None:
        return 'failed'
    if case.find('skipped') is not None:
        return 'skipped'
    return 'passed'


def count_cases(log, counts):
    """Counts the cases and returns the programs with a failed one."""
    failed = set()

    for suite in ElementTree.parse(log + '.junit.xml').getroot().iter('testsuite'):
        for case in suite.iter('testcase'):
            found = outcome(case)
            counts[found] += 1
            if found == 'failed':
                print('failed: %s %s' % (suite.get('name'), case.get('name')))
                # A program without cases of its own is a case of the project.
                failed.add(suite.get('name').partition('.')[2] or case.get('name'))

    return failed


def count_programs(log, counts, failed):
    """A program that died or timed out failed, whatever its cases said."""
    with open(log + '.json', encoding='utf-8') as lines:
        for line in lines:
            program = json.loads(line)
            name = program['name']

            if program['result'] in ('OK', 'SKIP', 'EXPECTEDFAIL'):
                continue
            if name not in failed:
                counts['failed'] += 1
                print('failed: %s (%s)' % (name, program['result']))


def main():
    counts = {'passed': 0, 'failed': int(sys.argv[1]), 'skipped': 0}

    for log in sys.argv[2:]:
        count_programs(log, counts, count_cases(log, counts))

    print('%(passed)d passed, %(failed)d failed, %(skipped)d skipped' % counts)
    return 1 if counts['failed'] or not counts['passed'] else 0


sys.exit(main())
