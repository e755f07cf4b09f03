/* rim-yaml.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <yaml.h>

G_BEGIN_DECLS

/**
 * RimYaml:
 * @document: the file
 * @path: what to call it in messages
 * @domain: of errors
 * @code: of errors
 * @error: where to put an error
 *
 * A file of YAML that is being read into structs by tables of the keys of its maps. What
 * a list of maps is read into is best an array that a new item joins before its own map
 * is read, so that it is freed with all the rest if that fails.
 */
typedef struct
{
  yaml_document_t  document;
  const char      *path;
  GQuark           domain;
  int              code;
  GError         **error;
} RimYaml;

typedef enum
{
  RIM_YAML_WORD,        /* char *: letters, digits, "-", "_" and "." */
  RIM_YAML_TEXT,        /* char * */
  RIM_YAML_BOOL,        /* gboolean */
  RIM_YAML_WHOLE,       /* guint */
  RIM_YAML_NUMBER,      /* double */
  RIM_YAML_WORDS,       /* char **: a list of words */
  RIM_YAML_TEXTS,       /* char **: a list of texts */
  RIM_YAML_CHOICE,      /* int: which of @choices */
  RIM_YAML_PARSE,       /* whatever @parse makes of it */
} RimYamlKind;

typedef gboolean (*RimYamlFunc) (RimYaml     *self,
                                 yaml_node_t *node,
                                 gpointer     target);

/**
 * RimYamlField:
 * @offset: of the value in what a map is read into
 * @min: the least number
 * @max: the greatest
 *
 * One key of a map: a row of a table.
 */
typedef struct
{
  const char        *name;
  RimYamlKind        kind;
  gsize              offset;
  gboolean           is_required;
  double             min;
  double             max;
  const char *const *choices;
  RimYamlFunc        parse;
} RimYamlField;

#define RIM_MAX_YAML_TABLES 4

/**
 * RimYamlTable:
 * @fields: (array length=n_fields): keys of a map
 * @n_fields: how many, at most 64
 * @target: what their values are read into
 */
typedef struct
{
  const RimYamlField *fields;
  guint               n_fields;
  gpointer            target;
} RimYamlTable;

/* Rows of such a table: @member of @type, and what reads it. */
#define RIM_YAML_FIELD(type, name, kind, member, ...) \
  { name, RIM_YAML_##kind, G_STRUCT_OFFSET (type, member), __VA_ARGS__ }
#define RIM_YAML_PARSED(type, name, member, func) \
  { name, RIM_YAML_PARSE, G_STRUCT_OFFSET (type, member), .parse = func }

#define RIM_YAML_PARSE_MAP(self, node, name, fields, target) \
  rim_yaml_parse_map (self, node, name, fields, G_N_ELEMENTS (fields), target)

gboolean    rim_yaml_read         (const char         *yaml,
                                   gsize               length,
                                   const char         *path,
                                   GQuark              domain,
                                   int                 code,
                                   RimYamlFunc         parse,
                                   gpointer            target,
                                   GError            **error);
gboolean    rim_yaml_fail         (RimYaml            *self,
                                   const yaml_node_t  *node,
                                   const char         *format,
                                   ...) G_GNUC_PRINTF (3, 4);
gboolean    rim_yaml_parse_map    (RimYaml                *self,
                                   yaml_node_t            *node,
                                   const char             *name,
                                   const RimYamlField     *fields,
                                   guint                   n_fields,
                                   gpointer                target);
gboolean    rim_yaml_parse_tables (RimYaml            *self,
                                   yaml_node_t        *node,
                                   const char         *name,
                                   const RimYamlTable *tables,
                                   guint               n_tables);
gboolean    rim_yaml_parse_list   (RimYaml            *self,
                                   yaml_node_t        *node,
                                   const char         *name,
                                   RimYamlFunc         parse,
                                   gpointer            target);
gboolean    rim_yaml_parse_words  (RimYaml            *self,
                                   yaml_node_t        *node,
                                   const char         *name,
                                   char             ***words);
gboolean    rim_yaml_parse_number (RimYaml                *self,
                                   const yaml_node_t      *node,
                                   const RimYamlField     *field,
                                   double                 *value);
const char *rim_yaml_get_text     (const yaml_node_t  *node);

G_END_DECLS
