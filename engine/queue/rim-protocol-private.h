/* rim-protocol-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <yaml.h>

#include "queue/rim-protocol.h"

G_BEGIN_DECLS

/**
 * RimProtocolParser:
 * @document: the file
 * @path: what to call it in messages
 * @error: where to put an error
 *
 * A protocol that is being read.
 */
typedef struct
{
  RimProtocol     *protocol;
  yaml_document_t  document;
  const char      *path;
  GError         **error;
} RimProtocolParser;

typedef enum
{
  RIM_FIELD_WORD,        /* char *: letters, digits, "-", "_" and "." */
  RIM_FIELD_TEXT,        /* char * */
  RIM_FIELD_BOOL,        /* gboolean */
  RIM_FIELD_WHOLE,       /* guint */
  RIM_FIELD_NUMBER,      /* double */
  RIM_FIELD_WORDS,       /* char **: a list of words */
  RIM_FIELD_TEXTS,       /* char **: a list of texts */
  RIM_FIELD_CHOICE,      /* int: which of @choices */
  RIM_FIELD_PARSE,       /* whatever @parse makes of it */
} RimFieldKind;

typedef gboolean (*RimFieldFunc) (RimProtocolParser *self,
                                  yaml_node_t       *node,
                                  gpointer           target);

/**
 * RimField:
 * @offset: of the value in what a map is read into
 * @min: the least number
 * @max: the greatest
 *
 * One key of a map: a row of a table.
 */
typedef struct
{
  const char        *name;
  RimFieldKind       kind;
  gsize              offset;
  gboolean           is_required;
  double             min;
  double             max;
  const char *const *choices;
  RimFieldFunc       parse;
} RimField;

/* The kinds of lesions in a protocol's words, in the order of #RimReviewKind */
extern const char *const rim_protocol_target_kinds[RIM_N_REVIEW_KINDS + 1];

gboolean rim_protocol_fail       (RimProtocolParser  *self,
                                  const yaml_node_t  *node,
                                  const char         *format,
                                  ...) G_GNUC_PRINTF (3, 4);
gboolean rim_protocol_parse_map  (RimProtocolParser  *self,
                                  yaml_node_t        *node,
                                  const char         *name,
                                  const RimField     *fields,
                                  guint               n_fields,
                                  gpointer            target);
gboolean rim_protocol_parse_list (RimProtocolParser  *self,
                                  yaml_node_t        *node,
                                  const char         *name,
                                  RimFieldFunc        parse,
                                  gpointer            target);
gboolean rim_protocol_parse_words (RimProtocolParser *self,
                                   yaml_node_t       *node,
                                   const char        *name,
                                   char            ***words);
const char *rim_protocol_get_text (const yaml_node_t *node);
gboolean rim_protocol_parse_root (RimProtocolParser  *self,
                                  yaml_node_t        *root);

G_END_DECLS
