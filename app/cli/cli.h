/* cli.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a run of the program ends with. */
typedef enum
{
  CLI_DONE = 0,
  CLI_FAILED = 1,
  CLI_USAGE = 2,
} CliStatus;

typedef struct _CliCommand CliCommand;

typedef CliStatus (*CliRun) (const CliCommand *command,
                             int               argc,
                             char            **argv);

/**
 * CliCommand:
 * @name: what is typed
 * @arguments: what follows the options, for --help
 * @summary: one line, for the list of commands
 * @details: (nullable): more, for the command's own --help
 * @run: does it; @argv begins with the name
 *
 * One command: one row of the table in main.c and one file of its own.
 */
struct _CliCommand
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *details;
  CliRun      run;
};

extern const CliCommand cmd_agreement;
extern const CliCommand cmd_answers;
extern const CliCommand cmd_audit;
extern const CliCommand cmd_bench;
extern const CliCommand cmd_cohort;
extern const CliCommand cmd_compare;
extern const CliCommand cmd_consensus;
extern const CliCommand cmd_convert;
extern const CliCommand cmd_delineate;
extern const CliCommand cmd_demo;
extern const CliCommand cmd_extract;
extern const CliCommand cmd_features;
extern const CliCommand cmd_filter;
extern const CliCommand cmd_habitats;
extern const CliCommand cmd_import;
extern const CliCommand cmd_info;
extern const CliCommand cmd_lesions;
extern const CliCommand cmd_list;
extern const CliCommand cmd_map;
extern const CliCommand cmd_mask;
extern const CliCommand cmd_measurements;
extern const CliCommand cmd_operate;
extern const CliCommand cmd_protocol;
extern const CliCommand cmd_queue;
extern const CliCommand cmd_recipe;
extern const CliCommand cmd_response;
extern const CliCommand cmd_score;
extern const CliCommand cmd_signature;
extern const CliCommand cmd_train;
extern const CliCommand cmd_validate;

gboolean  cli_parse       (const CliCommand    *command,
                           const GOptionEntry  *entries,
                           int                 *argc,
                           char              ***argv,
                           int                  min,
                           int                  max);
CliStatus cli_usage       (const CliCommand    *command,
                           const char          *format,
                           ...) G_GNUC_PRINTF (2, 3);
gboolean  cli_check_form  (const CliCommand    *command,
                           const char          *as,
                           const char          *out);
gboolean  cli_check_threshold (const CliCommand *command,
                               double            threshold);
CliStatus cli_fail        (const GError        *error);
void      cli_warn        (const char          *text);

/* A number as text that does not depend on the locale, for one statement. */
#define CLI_NUMBER(value) \
  cli_format_number ((char [G_ASCII_DTOSTR_BUF_SIZE]) { 0 }, (value))

const char *cli_format_number (char                *buffer,
                               double               value);

void      cli_json_string (JsonBuilder         *builder,
                           const char          *name,
                           const char          *value);
void      cli_json_number (JsonBuilder         *builder,
                           const char          *name,
                           double               value);
void      cli_json_whole  (JsonBuilder         *builder,
                           const char          *name,
                           gint64               value);
void      cli_json_lines  (JsonBuilder         *builder,
                           const char          *name,
                           GPtrArray           *lines);
void      cli_json_print  (JsonBuilder         *builder);

G_END_DECLS
