/* rim-protocol-parse.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-protocol-private.h"

#include <math.h>
#include <string.h>

#include "delineate/rim-method.h"

#define FIELD     RIM_YAML_FIELD
#define PARSED    RIM_YAML_PARSED
#define PARSE_MAP RIM_YAML_PARSE_MAP

static const char *const question_kinds[RIM_N_QUESTION_KINDS + 1] = {
  "choice", "multiple", "number", "yes-no", "text", NULL,
};

static const char *const overlap_rules[] = { "refuse", "first", "last", NULL };

/* What the window has, in its own words. */
static const char *const tools[] = {
  "brush", "eraser", "sphere", "nudge", "contour", "polygon", "spline", "livewire", "lasso", "nodes", "click", "grow",
  "threshold", "seeds", "seeds-out", NULL,
};

static const char *const layouts[] = {
  "one", "two", "three", "four", "four-3d", "nine", "ten", "compare", "compare-planes", "compare-pet",
  "map", NULL,
};

/* Returns: (transfer none) (array zero-terminated=1): the ids of tools that a protocol can offer */
const char *const *
rim_protocol_list_tools (void)
{
  return tools;
}

/* Returns: (transfer none) (array zero-terminated=1): the ids of layouts that a protocol can ask for */
const char *const *
rim_protocol_list_layouts (void)
{
  return layouts;
}

static gboolean
check_known (RimYaml           *self,
             const yaml_node_t *node,
             const char        *name,
             const char *const *known)
{
  g_autofree char *names = NULL;

  if (g_strv_contains (known, rim_yaml_get_text (node)))
    return TRUE;

  names = g_strjoinv (", ", (char **) known);

  return rim_yaml_fail (self, node, "%s has no “%s”; there are %s", name, rim_yaml_get_text (node), names);
}

static gboolean
parse_known_words (RimYaml           *self,
                   yaml_node_t       *node,
                   const char        *name,
                   const char *const *known,
                   char            ***words)
{
  if (!rim_yaml_parse_words (self, node, name, words))
    return FALSE;

  for (const yaml_node_item_t *i = node->data.sequence.items.start; i < node->data.sequence.items.top; i++)
    if (!check_known (self, yaml_document_get_node (&self->document, *i), name, known))
      return FALSE;

  return TRUE;
}

static gboolean
parse_tools (RimYaml           *self,
             yaml_node_t       *node,
             gpointer           target)
{
  return parse_known_words (self, node, "tools", tools, target);
}

/* Methods of one click: those that begin with a point. */
static gboolean
parse_presets (RimYaml           *self,
               yaml_node_t       *node,
               gpointer           target)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  RimMethod method;

  for (guint n = 0; rim_method_get (n, &method); n++)
    if (!method.needs_mask)
      g_ptr_array_add (known, (gpointer) method.id);
  g_ptr_array_add (known, NULL);

  return parse_known_words (self, node, "presets", (const char *const *) known->pdata, target);
}

static gboolean
parse_layout (RimYaml           *self,
              yaml_node_t       *node,
              gpointer           target)
{
  char **layout = target;

  *layout = g_strdup (rim_yaml_get_text (node));

  return check_known (self, node, "layout", layouts);
}

static gboolean
parse_code (RimYaml           *self,
            yaml_node_t       *node,
            gpointer           target)
{
  static const RimYamlField fields[] = {
    FIELD (RimCode, "value", TEXT, value, TRUE),
    FIELD (RimCode, "scheme", WORD, scheme, TRUE),
    FIELD (RimCode, "meaning", TEXT, meaning, TRUE),
  };

  return PARSE_MAP (self, node, "a code", fields, target);
}

static gboolean
parse_color (RimYaml           *self,
             yaml_node_t       *node,
             gpointer           target)
{
  guint8 *color = target;
  const char *text = rim_yaml_get_text (node);
  guint64 value = 0;

  if (*text != '#' || strlen (text) != 7 ||
      !g_ascii_string_to_unsigned (text + 1, 16, 0, 0xffffff, &value, NULL))
    return rim_yaml_fail (self, node, "color has to be “#” and six hexadecimal digits, in quotes");

  for (guint i = 0; i < 3; i++)
    color[i] = (guint8) (value >> (16 - 8 * i) & 0xff);

  return TRUE;
}

static gboolean
parse_target_kind (RimYaml           *self,
                   yaml_node_t       *node,
                   gpointer           target)
{
  char **kind = target;

  *kind = g_strdup (rim_yaml_get_text (node));

  return g_strv_contains (rim_protocol_target_kinds, *kind) ||
         rim_yaml_fail (self, node, "kind has to be one of none, target, non-target, node, new");
}

static gboolean
parse_target (RimYaml           *self,
              yaml_node_t       *node,
              gpointer           list)
{
  static const RimYamlField fields[] = {
    FIELD (RimTarget, "name", TEXT, name, TRUE),
    PARSED (RimTarget, "color", color, parse_color),
    PARSED (RimTarget, "kind", kind, parse_target_kind),
    PARSED (RimTarget, "category", category, parse_code),
    PARSED (RimTarget, "type", type, parse_code),
    PARSED (RimTarget, "site", site, parse_code),
    FIELD (RimTarget, "min", WHOLE, min, FALSE, 0, 1000),
    FIELD (RimTarget, "max", WHOLE, max, FALSE, 1, 1000),
  };
  GPtrArray *targets = *(GPtrArray **) list;
  RimTarget *self_target = g_new0 (RimTarget, 1);

  self_target->max = 1000;
  memcpy (self_target->color, (const guint8[]) { 255, 200, 0 }, 3);
  g_ptr_array_add (targets, self_target);
  if (!PARSE_MAP (self, node, "a lesion", fields, self_target))
    return FALSE;
  if (self_target->min > self_target->max)
    return rim_yaml_fail (self, node, "“%s” has a min above its max", self_target->name);
  for (guint i = 0; i + 1 < targets->len; i++)
    if (g_ascii_strcasecmp (((RimTarget *) targets->pdata[i])->name, self_target->name) == 0)
      return rim_yaml_fail (self, node, "there are two lesions “%s”", self_target->name);
  if (targets->len > 255)
    return rim_yaml_fail (self, node, "a label map has no room for more than 255 lesions");

  return TRUE;
}

static gboolean
parse_targets (RimYaml           *self,
               yaml_node_t       *node,
               gpointer           list)
{
  return rim_yaml_parse_list (self, node, "lesions", parse_target, list);
}

static gboolean
parse_answer (RimYaml           *self,
              yaml_node_t       *node,
              gpointer           list)
{
  static const RimYamlField fields[] = {
    FIELD (RimChoice, "id", WORD, id, TRUE),
    FIELD (RimChoice, "title", TEXT, title, TRUE),
    PARSED (RimChoice, "code", code, parse_code),
  };
  GPtrArray *choices = *(GPtrArray **) list;
  RimChoice *choice = g_new0 (RimChoice, 1);

  g_ptr_array_add (choices, choice);
  if (!PARSE_MAP (self, node, "a choice", fields, choice))
    return FALSE;
  for (guint i = 0; i + 1 < choices->len; i++)
    if (strcmp (((RimChoice *) choices->pdata[i])->id, choice->id) == 0)
      return rim_yaml_fail (self, node, "there are two choices “%s”", choice->id);

  return TRUE;
}

static gboolean
parse_answers (RimYaml           *self,
               yaml_node_t       *node,
               gpointer           list)
{
  return rim_yaml_parse_list (self, node, "choices", parse_answer, list);
}

static gboolean
check_question (RimYaml           *self,
                const yaml_node_t *node,
                const RimQuestion *question)
{
  const gboolean takes_choices = question->kind == RIM_QUESTION_CHOICE || question->kind == RIM_QUESTION_MULTIPLE;

  if (takes_choices && question->choices->len < 2)
    return rim_yaml_fail (self, node, "the question “%s” needs at least two choices", question->id);
  if (!takes_choices && question->choices->len > 0)
    return rim_yaml_fail (self, node, "the question “%s” takes no choices", question->id);
  if (question->kind != RIM_QUESTION_NUMBER &&
      (question->unit != NULL || isfinite (question->min) || isfinite (question->max)))
    return rim_yaml_fail (self, node, "the question “%s” is no number and takes no unit, min or max",
                          question->id);
  if (question->min > question->max)
    return rim_yaml_fail (self, node, "the question “%s” has a min above its max", question->id);

  return TRUE;
}

static gboolean
parse_question (RimYaml           *self,
                yaml_node_t       *node,
                gpointer           list)
{
  static const RimYamlField fields[] = {
    FIELD (RimQuestion, "id", WORD, id, TRUE),
    FIELD (RimQuestion, "title", TEXT, title, TRUE),
    FIELD (RimQuestion, "help", TEXT, help, FALSE),
    FIELD (RimQuestion, "kind", CHOICE, kind, TRUE, .choices = question_kinds),
    FIELD (RimQuestion, "required", BOOL, is_required, FALSE),
    PARSED (RimQuestion, "code", code, parse_code),
    PARSED (RimQuestion, "choices", choices, parse_answers),
    FIELD (RimQuestion, "unit", TEXT, unit, FALSE),
    FIELD (RimQuestion, "min", NUMBER, min, FALSE, -1e300, 1e300),
    FIELD (RimQuestion, "max", NUMBER, max, FALSE, -1e300, 1e300),
    FIELD (RimQuestion, "lesions", TEXTS, lesions, FALSE),
  };
  GPtrArray *questions = *(GPtrArray **) list;
  RimQuestion *question = rim_question_new ();

  g_ptr_array_add (questions, question);
  if (!PARSE_MAP (self, node, "a question", fields, question))
    return FALSE;
  for (guint i = 0; i + 1 < questions->len; i++)
    if (strcmp (((RimQuestion *) questions->pdata[i])->id, question->id) == 0)
      return rim_yaml_fail (self, node, "there are two questions “%s”", question->id);

  return check_question (self, node, question);
}

static gboolean
parse_questions (RimYaml           *self,
                 yaml_node_t       *node,
                 gpointer           list)
{
  return rim_yaml_parse_list (self, node, "questions", parse_question, list);
}

static gboolean
parse_asked (RimYaml           *self,
             yaml_node_t       *node,
             gpointer           target)
{
  static const RimYamlField fields[] = {
    PARSED (RimProtocol, "case", case_questions, parse_questions),
    PARSED (RimProtocol, "lesion", lesion_questions, parse_questions),
  };

  return PARSE_MAP (self, node, "questions", fields, target);
}

/* Which image a window is of. */
static gboolean
parse_window_modality (RimYaml           *self,
                       yaml_node_t       *node,
                       gpointer           target)
{
  static const char *const modalities[] = { "CT", "PT", NULL };
  char **modality = target;

  *modality = g_strdup (rim_yaml_get_text (node));

  return check_known (self, node, "modality", modalities);
}

static gboolean
parse_window (RimYaml           *self,
              yaml_node_t       *node,
              gpointer           list)
{
  static const RimYamlField fields[] = {
    FIELD (RimProtocolWindow, "name", TEXT, name, TRUE),
    PARSED (RimProtocolWindow, "modality", modality, parse_window_modality),
    FIELD (RimProtocolWindow, "center", NUMBER, center, TRUE, -1e6, 1e6),
    FIELD (RimProtocolWindow, "width", NUMBER, width, TRUE, 1e-3, 1e6),
  };
  RimProtocolWindow *window = g_new0 (RimProtocolWindow, 1);

  g_ptr_array_add (*(GPtrArray **) list, window);

  return PARSE_MAP (self, node, "a window", fields, window);
}

static gboolean
parse_windows (RimYaml           *self,
               yaml_node_t       *node,
               gpointer           list)
{
  return rim_yaml_parse_list (self, node, "windows", parse_window, list);
}

static gboolean
parse_second (RimYaml           *self,
              yaml_node_t       *node,
              gpointer           target)
{
  static const RimYamlField fields[] = {
    FIELD (RimProtocol, "share", NUMBER, second_share, TRUE, 0, 1),
  };

  return PARSE_MAP (self, node, "secondRead", fields, target);
}

static gboolean
parse_split (RimYaml           *self,
             yaml_node_t       *node,
             gpointer           list)
{
  static const RimYamlField fields[] = {
    FIELD (RimProtocolSplit, "name", WORD, name, TRUE),
    FIELD (RimProtocolSplit, "share", NUMBER, share, TRUE, 1e-6, 1),
  };
  GPtrArray *splits = *(GPtrArray **) list;
  RimProtocolSplit *split = g_new0 (RimProtocolSplit, 1);

  g_ptr_array_add (splits, split);
  if (!PARSE_MAP (self, node, "a split", fields, split))
    return FALSE;
  for (guint i = 0; i + 1 < splits->len; i++)
    if (strcmp (((RimProtocolSplit *) splits->pdata[i])->name, split->name) == 0)
      return rim_yaml_fail (self, node, "there are two splits “%s”", split->name);

  return TRUE;
}

static gboolean
parse_splits (RimYaml           *self,
              yaml_node_t       *node,
              gpointer           list)
{
  GPtrArray *splits = *(GPtrArray **) list;
  double sum = 0.0;

  if (!rim_yaml_parse_list (self, node, "splits", parse_split, list))
    return FALSE;
  for (guint i = 0; i < splits->len; i++)
    sum += ((RimProtocolSplit *) splits->pdata[i])->share;

  return splits->len == 0 || fabs (sum - 1.0) < 1e-6 ||
         rim_yaml_fail (self, node, "the shares of all splits have to be 1 together");
}

static gboolean
parse_export (RimYaml           *self,
              yaml_node_t       *node,
              gpointer           target)
{
  static const RimYamlField fields[] = {
    PARSED (RimProtocol, "splits", splits, parse_splits),
    FIELD (RimProtocol, "stratify", WORD, stratify, FALSE),
    FIELD (RimProtocol, "overlaps", CHOICE, overlaps, FALSE, .choices = overlap_rules),
  };

  return PARSE_MAP (self, node, "export", fields, target);
}

/* What one part of a file says of another. */
static gboolean
check_names (RimYaml           *self,
             const yaml_node_t *root,
             const RimProtocol *protocol)
{
  for (guint q = 0; q < protocol->lesion_questions->len; q++)
    {
      const RimQuestion *question = protocol->lesion_questions->pdata[q];

      for (guint i = 0; question->lesions != NULL && question->lesions[i] != NULL; i++)
        if (rim_protocol_find_target (protocol, question->lesions[i], NULL) == NULL)
          return rim_yaml_fail (self, root, "the question “%s” is of “%s”, which is no lesion here",
                                question->id, question->lesions[i]);
    }
  for (guint q = 0; q < protocol->case_questions->len; q++)
    if (((RimQuestion *) protocol->case_questions->pdata[q])->lesions != NULL)
      return rim_yaml_fail (self, root, "a question of a case is of no lesions");
  if (protocol->stratify != NULL && rim_protocol_find_question (protocol, FALSE, protocol->stratify) == NULL)
    return rim_yaml_fail (self, root, "stratify names “%s”, which is no question of a case",
                          protocol->stratify);
  if (protocol->second_share > 0.0 && g_strv_length (protocol->readers) == 1)
    return rim_yaml_fail (self, root, "a second read needs a second reader");
  if (protocol->targets->len + protocol->case_questions->len + protocol->lesion_questions->len == 0)
    return rim_yaml_fail (self, root, "there is nothing to draw and nothing to answer");
  if (protocol->modalities[0] == NULL)
    return rim_yaml_fail (self, root, "modalities names none");

  return TRUE;
}

gboolean
rim_protocol_parse_root (RimYaml     *self,
                         yaml_node_t *root,
                         gpointer     protocol)
{
  static const RimYamlField fields[] = {
    FIELD (RimProtocol, "id", WORD, id, TRUE),
    FIELD (RimProtocol, "version", WORD, version, TRUE),
    FIELD (RimProtocol, "title", TEXT, title, TRUE),
    FIELD (RimProtocol, "description", TEXT, description, FALSE),
    FIELD (RimProtocol, "modalities", WORDS, modalities, TRUE),
    FIELD (RimProtocol, "readers", TEXTS, readers, FALSE),
    PARSED (RimProtocol, "lesions", targets, parse_targets),
    { "questions", RIM_YAML_PARSE, 0, .parse = parse_asked },
    PARSED (RimProtocol, "tools", tools, parse_tools),
    PARSED (RimProtocol, "presets", presets, parse_presets),
    PARSED (RimProtocol, "windows", windows, parse_windows),
    PARSED (RimProtocol, "layout", layout, parse_layout),
    { "secondRead", RIM_YAML_PARSE, 0, .parse = parse_second },
    FIELD (RimProtocol, "seed", TEXT, seed, FALSE),
    { "export", RIM_YAML_PARSE, 0, .parse = parse_export },
  };

  if (root == NULL)
    {
      g_set_error (self->error, self->domain, self->code, "%s: the file is empty", self->path);
      return FALSE;
    }

  return PARSE_MAP (self, root, "the protocol", fields, protocol) && check_names (self, root, protocol);
}
