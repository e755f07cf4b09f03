/* rim-protocol.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-protocol-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rim-file.h"
#include "rim-protocols.h"

#define PREFIX   "/org/rimlight/protocols/"
#define MAX_FILE (1u << 20)

G_DEFINE_QUARK (rim-protocol-error-quark, rim_protocol_error)
G_DEFINE_BOXED_TYPE (RimProtocol, rim_protocol, rim_protocol_ref, rim_protocol_unref)

static void
target_free (gpointer data)
{
  RimTarget *self = data;

  g_free (self->name);
  g_free (self->kind);
  rim_code_clear (&self->category);
  rim_code_clear (&self->type);
  rim_code_clear (&self->site);
  g_free (self);
}

static void
window_free (gpointer data)
{
  RimProtocolWindow *self = data;

  g_free (self->name);
  g_free (self->modality);
  g_free (self);
}

static void
split_free (gpointer data)
{
  RimProtocolSplit *self = data;

  g_free (self->name);
  g_free (self);
}

static RimProtocol *
protocol_new (void)
{
  RimProtocol *self = g_new0 (RimProtocol, 1);

  rim_ref_count_init (&self->ref_count);
  self->modalities = g_new0 (char *, 1);
  self->readers = g_new0 (char *, 1);
  self->tools = g_new0 (char *, 1);
  self->presets = g_new0 (char *, 1);
  self->targets = g_ptr_array_new_with_free_func (target_free);
  self->case_questions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_question_free);
  self->lesion_questions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_question_free);
  self->windows = g_ptr_array_new_with_free_func (window_free);
  self->splits = g_ptr_array_new_with_free_func (split_free);

  return self;
}

RimProtocol *
rim_protocol_ref (RimProtocol *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_protocol_unref (RimProtocol *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->version);
  g_free (self->title);
  g_free (self->description);
  g_strfreev (self->modalities);
  g_strfreev (self->readers);
  g_strfreev (self->tools);
  g_strfreev (self->presets);
  g_free (self->layout);
  g_free (self->seed);
  g_free (self->stratify);
  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->case_questions);
  g_ptr_array_unref (self->lesion_questions);
  g_ptr_array_unref (self->windows);
  g_ptr_array_unref (self->splits);
  g_free (self);
}

/**
 * rim_protocol_new_from_yaml:
 * @yaml: the text of a protocol
 * @length: how many bytes it has
 * @path: what to call it in messages
 * @error: where to put an error, which names file, line and reason
 *
 * Returns: (transfer full) (nullable): the protocol
 */
RimProtocol *
rim_protocol_new_from_yaml (const char  *yaml,
                            gsize        length,
                            const char  *path,
                            GError     **error)
{
  g_autoptr(RimProtocol) self = protocol_new ();

  if (!rim_yaml_read (yaml, length, path, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_FILE, rim_protocol_parse_root, self,
                      error))
    return NULL;

  return g_steal_pointer (&self);
}

static GBytes *
find_ready (const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, name, ".yaml", NULL);

  return g_resource_lookup_data (rim_protocols_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/**
 * rim_protocol_load_ready:
 * @id: the name of a protocol
 *
 * Returns: (transfer full) (nullable): the protocol of that name that comes with the
 *   program, if there is one
 */
RimProtocol *
rim_protocol_load_ready (const char *id)
{
  g_autoptr(GBytes) bytes = strchr (id, '/') == NULL ? find_ready (id) : NULL;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);

  return rim_protocol_new_from_yaml (text, length, id, NULL);
}

/**
 * rim_protocol_load:
 * @path: a protocol in YAML, or the name of one that comes with the program
 * @error: where to put an error, which names file, line and reason
 *
 * Returns: (transfer full) (nullable): the protocol
 */
RimProtocol *
rim_protocol_load (const char  *path,
                   GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (strpbrk (path, "/.") == NULL)
    bytes = find_ready (path);
  if (bytes == NULL)
    bytes = rim_file_read (path, MAX_FILE, error);
  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);

  return rim_protocol_new_from_yaml (text != NULL ? text : "", length, path, error);
}

/* "Nodule 2" and "Nodule-2" are a second "Nodule". */
static gsize
get_stem_length (const char *name)
{
  const gsize length = strlen (name);
  gsize stem = length;

  while (stem > 0 && g_ascii_isdigit (name[stem - 1]))
    stem--;
  if (stem == length || stem < 2 || strchr (" -_#", name[stem - 1]) == NULL)
    return length;

  return stem - 1;
}

/**
 * rim_protocol_find_target:
 * @self: a protocol
 * @lesion_name: the name of a lesion: that of a target, whatever its case, or with
 *   a number after it
 * @index: (out) (optional): the place of the target
 *
 * Returns: (nullable): what the lesion is to this protocol
 */
RimTarget *
rim_protocol_find_target (const RimProtocol *self,
                          const char        *lesion_name,
                          guint             *index)
{
  const gsize stem = get_stem_length (lesion_name);
  const gsize lengths[] = { strlen (lesion_name), stem };

  for (guint n = 0; n < G_N_ELEMENTS (lengths); n++)
    for (guint i = 0; i < self->targets->len; i++)
      {
        RimTarget *target = self->targets->pdata[i];

        if (strlen (target->name) != lengths[n] ||
            g_ascii_strncasecmp (target->name, lesion_name, lengths[n]) != 0)
          continue;
        if (index != NULL)
          *index = i;
        return target;
      }

  return NULL;
}

/**
 * rim_protocol_find_question:
 * @self: a protocol
 * @of_lesion: whether it is asked of lesions and not of the case
 * @id: the id of a question
 *
 * Returns: (nullable): the question
 */
RimQuestion *
rim_protocol_find_question (const RimProtocol *self,
                            gboolean           of_lesion,
                            const char        *id)
{
  GPtrArray *questions = of_lesion ? self->lesion_questions : self->case_questions;

  for (guint i = 0; i < questions->len; i++)
    if (strcmp (((RimQuestion *) questions->pdata[i])->id, id) == 0)
      return questions->pdata[i];

  return NULL;
}

/**
 * rim_protocol_make_key:
 * @self: a protocol
 * @question: the id of a question of lesions
 *
 * Returns: (transfer full): under what the answer is part of a lesion
 */
char *
rim_protocol_make_key (const RimProtocol *self,
                       const char        *question)
{
  return g_strconcat (self->id, "/", question, NULL);
}

/**
 * rim_protocol_parse_answer:
 * @self: a protocol
 * @of_lesion: whether it is asked of a lesion and not of the case
 * @question: the id of a question
 * @text: an answer
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the answer as rim_question_parse() gives it
 */
char *
rim_protocol_parse_answer (const RimProtocol *self,
                           gboolean           of_lesion,
                           const char        *question,
                           const char        *text,
                           GError           **error)
{
  const RimQuestion *asked = rim_protocol_find_question (self, of_lesion, question);

  if (asked != NULL)
    return rim_question_parse (asked, text, error);

  g_set_error (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_ANSWER, _("The protocol has no question “%s”"), question);

  return NULL;
}

/**
 * rim_protocol_asks:
 * @question: a question of lesions
 * @target: what a lesion is
 *
 * Returns: whether it is asked of that lesion
 */
gboolean
rim_protocol_asks (const RimQuestion *question,
                   const RimTarget   *target)
{
  return question->lesions == NULL ||
         g_strv_contains ((const char *const *) question->lesions, target->name);
}

/**
 * rim_protocol_draw_lot:
 * @self: a protocol
 * @purpose: what is drawn for, so that lots for different purposes are independent
 * @key: of whom
 *
 * The first 52 bits of SHA-256 of id, seed, purpose and key, so that it is the
 * same everywhere, always and in any order.
 *
 * Returns: a number from 0 to below 1
 */
double
rim_protocol_draw_lot (const RimProtocol *self,
                       const char        *purpose,
                       const char        *key)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s\n%s", self->id, self->seed != NULL ? self->seed : "",
                                           purpose, key);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  hash[13] = '\0';

  return (double) g_ascii_strtoull (hash, NULL, 16) / (double) (G_GUINT64_CONSTANT (1) << 52);
}
