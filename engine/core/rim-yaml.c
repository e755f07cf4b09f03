/* rim-yaml.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-yaml.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define MAX_ITEMS 512
#define MAX_TEXT  4096

#define WORD_CHARS G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_."

/* Returns: %FALSE, so that it can stand in a return statement */
gboolean
rim_yaml_fail (RimYaml           *self,
               const yaml_node_t *node,
               const char        *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (self->error, self->domain, self->code, "%s:%zu: %s", self->path, node->start_mark.line + 1, text);

  return FALSE;
}

const char *
rim_yaml_get_text (const yaml_node_t *node)
{
  return node->type == YAML_SCALAR_NODE ? (const char *) node->data.scalar.value : "";
}

/* What a message shows of a value; libyaml has checked that it is UTF-8. */
static char *
quote (const yaml_node_t *node)
{
  g_autofree char *start = NULL;

  if (node->type == YAML_SEQUENCE_NODE)
    return g_strdup ("a list");
  if (node->type == YAML_MAPPING_NODE)
    return g_strdup ("a map");
  if (g_utf8_strlen (rim_yaml_get_text (node), -1) <= 40)
    return g_strdup_printf ("“%s”", rim_yaml_get_text (node));

  start = g_utf8_substring (rim_yaml_get_text (node), 0, 40);

  return g_strdup_printf ("“%s…”", start);
}

static gboolean
fail_value (RimYaml           *self,
            const yaml_node_t *node,
            const char        *name,
            const char        *wanted)
{
  g_autofree char *text = quote (node);

  return rim_yaml_fail (self, node, "%s is %s but has to be %s", name, text, wanted);
}

/* Values */

static gboolean
is_text (const yaml_node_t *node)
{
  const char *text = rim_yaml_get_text (node);

  return node->type == YAML_SCALAR_NODE && *text != '\0' && strlen (text) == node->data.scalar.length &&
         strlen (text) <= MAX_TEXT;
}

static gboolean
is_word (const yaml_node_t *node)
{
  const char *text = rim_yaml_get_text (node);

  return is_text (node) && strlen (text) <= 64 && strspn (text, WORD_CHARS) == strlen (text);
}

static gboolean
parse_text (RimYaml               *self,
            const yaml_node_t     *node,
            const RimYamlField    *field,
            char                 **text)
{
  if (field->kind == RIM_YAML_WORD ? !is_word (node) : !is_text (node))
    return fail_value (self, node, field->name,
                       field->kind == RIM_YAML_WORD ? "a word of letters, digits, - _ and ." : "text");

  *text = g_strdup (rim_yaml_get_text (node));

  return TRUE;
}

static gboolean
parse_bool (RimYaml               *self,
            const yaml_node_t     *node,
            const RimYamlField    *field,
            gboolean              *value)
{
  *value = strcmp (rim_yaml_get_text (node), "true") == 0;

  return *value || strcmp (rim_yaml_get_text (node), "false") == 0 ||
         fail_value (self, node, field->name, "true or false");
}

/**
 * rim_yaml_parse_number:
 * @self: a file
 * @node: what should be a number
 * @field: what it may be
 * @value: (out): the number, finite and within the bounds of @field
 *
 * Returns: whether it is one
 */
gboolean
rim_yaml_parse_number (RimYaml               *self,
                       const yaml_node_t     *node,
                       const RimYamlField    *field,
                       double                *value)
{
  g_autofree char *wanted = NULL;
  char min[G_ASCII_DTOSTR_BUF_SIZE];
  char max[G_ASCII_DTOSTR_BUF_SIZE];
  char *end = NULL;

  *value = g_ascii_strtod (rim_yaml_get_text (node), &end);
  if (is_text (node) && *end == '\0' && end != rim_yaml_get_text (node) && isfinite (*value) &&
      *value >= field->min && *value <= field->max &&
      (field->kind != RIM_YAML_WHOLE || *value == floor (*value)))
    return TRUE;

  wanted = g_strdup_printf ("a %snumber from %s to %s", field->kind == RIM_YAML_WHOLE ? "whole " : "",
                            g_ascii_formatd (min, sizeof min, "%g", field->min),
                            g_ascii_formatd (max, sizeof max, "%g", field->max));

  return fail_value (self, node, field->name, wanted);
}

static gboolean
parse_choice (RimYaml               *self,
              const yaml_node_t     *node,
              const RimYamlField    *field,
              int                   *value)
{
  g_autofree char *names = NULL;
  g_autofree char *wanted = NULL;

  for (int i = 0; field->choices[i] != NULL; i++)
    if (strcmp (rim_yaml_get_text (node), field->choices[i]) == 0)
      {
        *value = i;
        return TRUE;
      }

  names = g_strjoinv (", ", (char **) field->choices);
  wanted = g_strdup_printf ("one of %s", names);

  return fail_value (self, node, field->name, wanted);
}

static gboolean
check_list (RimYaml           *self,
            const yaml_node_t *node,
            const char        *name)
{
  if (node->type != YAML_SEQUENCE_NODE)
    return fail_value (self, node, name, "a list");
  if (node->data.sequence.items.top - node->data.sequence.items.start > MAX_ITEMS)
    return rim_yaml_fail (self, node, "%s has more than %d items", name, MAX_ITEMS);

  return TRUE;
}

static gboolean
parse_texts (RimYaml               *self,
             const yaml_node_t     *node,
             const RimYamlField    *field,
             char                ***texts)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  RimYamlField item = *field;

  if (!check_list (self, node, field->name))
    return FALSE;

  item.kind = field->kind == RIM_YAML_WORDS ? RIM_YAML_WORD : RIM_YAML_TEXT;
  for (const yaml_node_item_t *i = node->data.sequence.items.start; i < node->data.sequence.items.top; i++)
    {
      char *text = NULL;
      const yaml_node_t *value = yaml_document_get_node (&self->document, *i);

      if (!parse_text (self, value, &item, &text))
        return FALSE;
      if (g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL))
        {
          rim_yaml_fail (self, value, "%s has “%s” twice", field->name, text);
          g_free (text);
          return FALSE;
        }
      g_ptr_array_add (list, text);
    }
  g_ptr_array_add (list, NULL);
  g_strfreev (*texts);
  *texts = (char **) g_ptr_array_free (g_steal_pointer (&list), FALSE);

  return TRUE;
}

/* Reads a list of words into what @words has. */
gboolean
rim_yaml_parse_words (RimYaml           *self,
                      yaml_node_t       *node,
                      const char        *name,
                      char            ***words)
{
  const RimYamlField field = { name, RIM_YAML_WORDS, 0, FALSE };

  return parse_texts (self, node, &field, words);
}

/* Calls @parse with each item of a list. */
gboolean
rim_yaml_parse_list (RimYaml           *self,
                     yaml_node_t       *node,
                     const char        *name,
                     RimYamlFunc        parse,
                     gpointer           target)
{
  if (!check_list (self, node, name))
    return FALSE;

  for (const yaml_node_item_t *i = node->data.sequence.items.start; i < node->data.sequence.items.top; i++)
    if (!parse (self, yaml_document_get_node (&self->document, *i), target))
      return FALSE;

  return TRUE;
}

/* Maps */

static gboolean
parse_field (RimYaml               *self,
             yaml_node_t           *node,
             const RimYamlField    *field,
             gpointer               target)
{
  gpointer value = (char *) target + field->offset;
  double number = 0.0;

  switch (field->kind)
    {
    case RIM_YAML_WORD:
    case RIM_YAML_TEXT:
      return parse_text (self, node, field, value);
    case RIM_YAML_BOOL:
      return parse_bool (self, node, field, value);
    case RIM_YAML_NUMBER:
      return rim_yaml_parse_number (self, node, field, value);
    case RIM_YAML_WHOLE:
      if (!rim_yaml_parse_number (self, node, field, &number))
        return FALSE;
      *(guint *) value = (guint) number;
      return TRUE;
    case RIM_YAML_WORDS:
    case RIM_YAML_TEXTS:
      return parse_texts (self, node, field, value);
    case RIM_YAML_CHOICE:
      return parse_choice (self, node, field, value);
    case RIM_YAML_PARSE:
      return field->parse (self, node, value);
    default:
      g_assert_not_reached ();
    }
}

static char *
list_names (const RimYamlTable *tables,
            guint               n_tables)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint t = 0; t < n_tables; t++)
    for (guint i = 0; i < tables[t].n_fields; i++)
      g_ptr_array_add (names, (gpointer) tables[t].fields[i].name);
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

static gboolean
find_field (RimYaml            *self,
            const yaml_node_t  *key,
            const char         *name,
            const RimYamlTable *tables,
            guint               n_tables,
            guint              *table,
            guint              *field)
{
  g_autofree char *names = NULL;
  g_autofree char *text = quote (key);

  for (*table = 0; *table < n_tables; (*table)++)
    for (*field = 0; *field < tables[*table].n_fields; (*field)++)
      if (strcmp (rim_yaml_get_text (key), tables[*table].fields[*field].name) == 0)
        return TRUE;

  names = list_names (tables, n_tables);

  return rim_yaml_fail (self, key, "%s has no %s; there are %s", name, text, names);
}

static gboolean
check_required (RimYaml            *self,
                const yaml_node_t  *node,
                const char         *name,
                const RimYamlTable *table,
                guint64             seen)
{
  for (guint i = 0; i < table->n_fields; i++)
    if (table->fields[i].is_required && !(seen >> i & 1))
      return rim_yaml_fail (self, node, "%s has no “%s”", name, table->fields[i].name);

  return TRUE;
}

/**
 * rim_yaml_parse_tables:
 * @self: a file
 * @node: a map, whose keys are those of some tables, each at most once
 * @name: what to call it in messages
 * @tables: (array length=n_tables): keys, and what they are read into
 * @n_tables: how many, at most %RIM_MAX_YAML_TABLES
 *
 * Returns: whether it was read
 */
gboolean
rim_yaml_parse_tables (RimYaml            *self,
                       yaml_node_t        *node,
                       const char         *name,
                       const RimYamlTable *tables,
                       guint               n_tables)
{
  guint64 seen[RIM_MAX_YAML_TABLES] = { 0 };

  g_assert (n_tables <= RIM_MAX_YAML_TABLES);
  if (node->type != YAML_MAPPING_NODE)
    return fail_value (self, node, name, "a map");

  for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++)
    {
      const yaml_node_t *key = yaml_document_get_node (&self->document, pair->key);
      const RimYamlField *field;
      guint t = 0;
      guint i = 0;

      if (!find_field (self, key, name, tables, n_tables, &t, &i))
        return FALSE;
      g_assert (i < 64);
      field = &tables[t].fields[i];
      if (seen[t] >> i & 1)
        return rim_yaml_fail (self, key, "%s has “%s” twice", name, field->name);
      seen[t] |= G_GUINT64_CONSTANT (1) << i;
      if (!parse_field (self, yaml_document_get_node (&self->document, pair->value), field, tables[t].target))
        return FALSE;
    }

  for (guint t = 0; t < n_tables; t++)
    if (!check_required (self, node, name, &tables[t], seen[t]))
      return FALSE;

  return TRUE;
}

/* Reads a map whose keys are those of one table. */
gboolean
rim_yaml_parse_map (RimYaml            *self,
                    yaml_node_t        *node,
                    const char         *name,
                    const RimYamlField *fields,
                    guint               n_fields,
                    gpointer            target)
{
  const RimYamlTable table = { fields, n_fields, target };

  return rim_yaml_parse_tables (self, node, name, &table, 1);
}

/* Documents */

static gboolean
fail_syntax (const RimYaml       *self,
             const yaml_parser_t *yaml)
{
  const gsize line = yaml->error == YAML_READER_ERROR ? yaml->mark.line : yaml->problem_mark.line;

  g_set_error (self->error, self->domain, self->code, "%s:%zu: not YAML: %s", self->path, line + 1,
               yaml->problem != NULL ? yaml->problem : "there is no memory for it");

  return FALSE;
}

static gboolean
refuse_second (RimYaml     *self,
               yaml_node_t *root,
               gpointer     target)
{
  return root == NULL || rim_yaml_fail (self, root, "there is a second document");
}

static gboolean
read_document (RimYaml       *self,
               yaml_parser_t *yaml,
               RimYamlFunc    parse,
               gpointer       target)
{
  gboolean done;

  if (!yaml_parser_load (yaml, &self->document))
    return fail_syntax (self, yaml);

  done = parse (self, yaml_document_get_root_node (&self->document), target);
  yaml_document_delete (&self->document);

  return done;
}

/**
 * rim_yaml_read:
 * @yaml: the text of a file
 * @length: how many bytes it has
 * @path: what to call it in messages
 * @domain: of errors
 * @code: of errors
 * @parse: reads the root of the only document; %NULL is the root of an empty one
 * @target: what @parse reads into
 * @error: where to put an error, which names file, line and reason
 *
 * Returns: whether it was read
 */
gboolean
rim_yaml_read (const char  *yaml,
               gsize        length,
               const char  *path,
               GQuark       domain,
               int          code,
               RimYamlFunc  parse,
               gpointer     target,
               GError     **error)
{
  RimYaml self = { .path = path, .domain = domain, .code = code, .error = error };
  yaml_parser_t reader;
  gboolean done;

  if (!yaml_parser_initialize (&reader))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s: there is no memory for it", path);
      return FALSE;
    }

  yaml_parser_set_input_string (&reader, (const guchar *) yaml, length);
  done = read_document (&self, &reader, parse, target) && read_document (&self, &reader, refuse_second, NULL);
  yaml_parser_delete (&reader);

  return done;
}
