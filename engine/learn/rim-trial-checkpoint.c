/* rim-trial-checkpoint.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-trial-checkpoint-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/rim-file.h"
#include "core/rim-json.h"

#define MAX_LENGTH ((gsize) 4 << 30)

/* What a file of another program does not begin with. */
#define HEAD "{\"rimlight\":\"trial\",\"version\":1,\"hash\":\""

static void
hash_text (GChecksum  *checksum,
           const char *text)
{
  g_checksum_update (checksum, (const guchar *) (text != NULL ? text : ""), -1);
  g_checksum_update (checksum, (const guchar *) (text != NULL ? "\1" : "\2"), 1);
}

static void
hash_numbers (GChecksum    *checksum,
              const double *values,
              gsize         n)
{
  for (gsize i = 0; i < n; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      hash_text (checksum, g_ascii_dtostr (text, sizeof text, values[i]));
    }
}

static void
hash_iccs (GChecksum  *checksum,
           GHashTable *iccs)
{
  g_autoptr(GList) names = iccs != NULL ? g_hash_table_get_keys (iccs) : NULL;

  names = g_list_sort (names, (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    {
      hash_text (checksum, l->data);
      hash_numbers (checksum, g_hash_table_lookup (iccs, l->data), 1);
    }
}

static void
hash_pipeline (GChecksum         *checksum,
               const RimPipeline *pipeline)
{
  const double settings[] = {
    pipeline->missing, pipeline->scaling, pipeline->inner_folds, pipeline->inner_repeats, pipeline->class_weights,
    pipeline->keep_clinical, (double) (pipeline->seed >> 32), (double) (pipeline->seed & G_MAXUINT32),
  };

  hash_numbers (checksum, settings, G_N_ELEMENTS (settings));
  hash_text (checksum, pipeline->batch);
  for (guint i = 0; i < pipeline->n_steps; i++)
    {
      const RimPipelineStep *step = &pipeline->steps[i];

      hash_text (checksum, step->selector->id);
      hash_numbers (checksum, step->parameters, step->selector->n_parameters);
    }
  for (guint l = 0; l < pipeline->n_learners; l++)
    {
      const RimPipelineLearner *learner = &pipeline->learners[l];

      hash_text (checksum, learner->learner->id);
      hash_numbers (checksum, &learner->weight, 1);
      for (guint k = 0; k < learner->learner->n_parameters; k++)
        {
          hash_text (checksum, learner->learner->parameters[k].name);
          hash_numbers (checksum, learner->grid[k], learner->n_grid[k]);
        }
    }
  hash_iccs (checksum, pipeline->icc);
}

static void
hash_outcome (GChecksum        *checksum,
              const RimOutcome *outcome)
{
  const double kind = outcome->kind;

  hash_numbers (checksum, &kind, 1);
  for (gsize i = 0; i < outcome->n_known; i++)
    {
      const guint32 row = outcome->rows[i];
      const double number = row, label = outcome->labels != NULL ? outcome->labels[row] : 0.0;

      hash_numbers (checksum, &number, 1);
      hash_numbers (checksum, &label, 1);
      if (outcome->values != NULL)
        hash_numbers (checksum, &outcome->values[row], 1);
    }
}

/* Returns: (transfer full): what is the same where a trial would give the same bits */
char *
rim_trial_checkpoint_hash (const RimPipeline       *pipeline,
                           RimCohort               *cohort,
                           const char *const       *columns,
                           const RimOutcome        *outcome,
                           const RimSplitSettings  *outer,
                           const char              *group_column)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *of_cohort = rim_cohort_dup_hash (cohort);
  const double settings[] = {
    outer->method, outer->n_folds, outer->n_repeats, outer->test_part, outer->stratified,
    (double) (outer->seed >> 32), (double) (outer->seed & G_MAXUINT32),
  };

  hash_text (checksum, RIM_VERSION);
  hash_text (checksum, of_cohort);
  for (guint i = 0; columns[i] != NULL; i++)
    hash_text (checksum, columns[i]);
  hash_outcome (checksum, outcome);
  hash_numbers (checksum, settings, G_N_ELEMENTS (settings));
  hash_text (checksum, group_column);
  hash_pipeline (checksum, pipeline);

  return g_strdup (g_checksum_get_string (checksum));
}

/* Returns: whether the line is a fit, which is put where it belongs */
static gboolean
read_line (const char  *line,
           gsize        length,
           RimFit     **fits,
           guint        n_fits)
{
  g_autoptr(JsonNode) node = rim_json_parse (line, length, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *fit = object != NULL ? json_object_get_member (object, "fit") : NULL;
  JsonNode *index = object != NULL ? json_object_get_member (object, "split") : NULL;
  gint64 i = index != NULL && JSON_NODE_HOLDS_VALUE (index) ? json_node_get_int (index) : -1;

  if (fit == NULL || i < 0 || i >= n_fits || fits[i] != NULL)
    return FALSE;

  fits[i] = rim_fit_new_from_json (fit, NULL);

  return fits[i] != NULL;
}

/* Returns: how many bytes are those of this trial */
static gsize
read_lines (const char  *data,
            gsize        length,
            const char  *head,
            RimFit     **fits,
            guint        n_fits)
{
  gsize good = strlen (head);

  if (length < good || memcmp (data, head, good) != 0)
    return 0;

  while (good < length)
    {
      const char *end = memchr (data + good, '\n', length - good);

      if (end == NULL || !read_line (data + good, (gsize) (end - data) - good, fits, n_fits))
        break;
      good = (gsize) (end - data) + 1;
    }

  return good;
}

static gboolean
load (RimTrialCheckpoint  *self,
      const char          *head,
      RimFit             **fits,
      guint                n_fits,
      GError             **error)
{
  g_autoptr(GBytes) bytes = NULL;
  const char *data;
  gsize length = 0, good;

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return rim_file_replace_contents (self->path, head, strlen (head), error);

  bytes = rim_file_read (self->path, MAX_LENGTH, error);
  if (bytes == NULL)
    return FALSE;

  data = g_bytes_get_data (bytes, &length);
  if (length > 0 && memcmp (data, HEAD, MIN (length, strlen (HEAD))) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "“%s” is there, and does not keep the state of a trial",
                   self->path);
      return FALSE;
    }
  good = read_lines (data, length, head, fits, n_fits);
  if (good == length && length > 0)
    return TRUE;

  return good > 0 ? rim_file_replace_contents (self->path, data, good, error) :
         rim_file_replace_contents (self->path, head, strlen (head), error);
}

/*
 * @path: (nullable): a file, or none to be kept
 * @fits: (inout) (array length=n_fits): those that are there
 *
 * Opens the file and takes what is there of the same trial. One of another trial begins
 * anew; any other file stays as it is.
 *
 * Returns: %FALSE where the file cannot be read or written, or is none of a trial
 */
gboolean
rim_trial_checkpoint_open (RimTrialCheckpoint  *self,
                           const char          *path,
                           const char          *hash,
                           RimFit             **fits,
                           guint                n_fits,
                           GError             **error)
{
  g_autofree char *head = g_strconcat (HEAD, hash, "\"}\n", NULL);

  self->file = -1;
  pthread_mutex_init (&self->lock, NULL);
  self->path = g_strdup (path);
  if (path == NULL)
    return TRUE;
  if (!load (self, head, fits, n_fits, error))
    return FALSE;

  self->file = g_open (path, O_WRONLY | O_APPEND | O_CLOEXEC, 0);
  if (self->file < 0)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "“%s” cannot be written: %s", path,
                 g_strerror (errno));

  return self->file >= 0;
}

static gboolean
append (int         file,
        const char *data,
        gsize       length)
{
  while (length > 0)
    {
      const ssize_t written = write (file, data, length);

      if (written < 0 && errno != EINTR)
        return FALSE;
      data += MAX (written, 0);
      length -= (gsize) MAX (written, 0);
    }

  return fsync (file) == 0;
}

/* From any thread. */
gboolean
rim_trial_checkpoint_add (RimTrialCheckpoint  *self,
                          guint                index,
                          RimFit              *fit,
                          GError             **error)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  JsonObject *object;
  gboolean done;

  if (self->file < 0)
    return TRUE;

  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_object_set_int_member (object, "split", index);
  json_object_set_member (object, "fit", rim_fit_to_json (fit));
  json_node_take_object (node, object);
  text = rim_json_to_text (node, TRUE);
  line = g_strconcat (text, "\n", NULL);

  pthread_mutex_lock (&self->lock);
  done = append (self->file, line, strlen (line));
  if (!done)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "“%s” cannot be written: %s", self->path,
                 g_strerror (errno));
  pthread_mutex_unlock (&self->lock);

  return done;
}

void
rim_trial_checkpoint_close (RimTrialCheckpoint *self)
{
  if (self->file >= 0)
    g_close (self->file, NULL);
  g_free (self->path);
  pthread_mutex_destroy (&self->lock);
}
