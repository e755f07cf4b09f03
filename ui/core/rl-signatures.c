/* rl-signatures.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-signatures.h"

#include "signature/rim-shipped-signature.h"

#define SUFFIX ".json"

struct _RlSignatures
{
  GObject       parent_instance;

  RlJobs       *jobs;
  char         *folder;
  GFileMonitor *monitor;
  GPtrArray    *items;
  gboolean      is_loaded;
};

enum
{
  LOADED,
  SAVED,
  FAILED,
  N_SIGNALS
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlSignatures, rl_signatures, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint signals[N_SIGNALS];

/* Reading */

static void
read_shipped (GPtrArray *items)
{
  g_auto(GStrv) names = rim_shipped_signature_list ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RimSignature) signature = rim_shipped_signature_load (names[i], &error);

      g_ptr_array_add (items, rl_signature_item_new (names[i], TRUE, signature, error));
    }
}

static void
read_folder (RlJob      *job,
             const char *folder,
             GPtrArray  *items)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL &&
         !g_cancellable_is_cancelled (rl_job_get_cancellable (job)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(RimSignature) signature = NULL;
      g_autoptr(GError) error = NULL;

      if (name[0] == '.' || !g_str_has_suffix (name, SUFFIX))
        continue;

      signature = rim_signature_load (path, &error);
      g_ptr_array_add (items, rl_signature_item_new (path, FALSE, signature, error));
    }
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  RlSignatureItem *const *x = a;
  RlSignatureItem *const *y = b;
  int order = g_utf8_collate (rl_signature_item_get_title (*x), rl_signature_item_get_title (*y));

  return order != 0 ? order : g_strcmp0 (rl_signature_item_get_path (*x), rl_signature_item_get_path (*y));
}

static gpointer
read_run (RlJob     *job,
          gpointer   input,
          GError   **error)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  read_shipped (items);
  read_folder (job, input, items);
  g_ptr_array_sort (items, compare_items);

  return items;
}

static void
read_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlSignatures *self = owner;
  guint before = self->items->len;

  g_ptr_array_unref (self->items);
  self->items = g_ptr_array_ref (result);
  self->is_loaded = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->items->len);
  g_signal_emit (self, signals[LOADED], 0);
}

static const RlJobKind read_kind = {
  .policy = RL_JOB_LATEST,
  .run = read_run,
  .done = read_done,
  .free_input = g_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

/* Saving and removing */

typedef struct
{
  RimSignature *signature;      /* NULL to remove */
  char         *path;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->signature, rim_signature_unref);
  g_free (change->path);
  g_free (change);
}

static gboolean
remove_file (const char  *path,
             GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  return g_file_delete (file, NULL, error);
}

static gboolean
make_folder_of (const char  *path,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GFile) file = g_file_new_for_path (folder);
  g_autoptr(GError) local = NULL;

  if (g_file_make_directory_with_parents (file, NULL, &local) ||
      g_error_matches (local, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gpointer
change_run (RlJob     *job,
            gpointer   input,
            GError   **error)
{
  Change *change = input;
  gboolean is_done;

  if (change->signature == NULL)
    is_done = remove_file (change->path, error);
  else
    is_done = make_folder_of (change->path, error) &&
              rim_signature_save (change->signature, change->path, error);

  return is_done ? g_strdup (change->signature != NULL ? change->path : "") : NULL;
}

static void
change_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  const char *path = result;

  rl_signatures_refresh (owner);
  if (error != NULL)
    g_signal_emit (owner, signals[FAILED], 0, error->message);
  else if (*path != '\0')
    g_signal_emit (owner, signals[SAVED], 0, path);
}

static const RlJobKind change_kind = {
  .policy = RL_JOB_KEEP,
  .run = change_run,
  .done = change_done,
  .free_input = change_free,
  .free_result = g_free,
};

static GType
get_item_type (GListModel *model)
{
  return RL_TYPE_SIGNATURE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RL_SIGNATURES (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GPtrArray *items = RL_SIGNATURES (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
rl_signatures_finalize (GObject *object)
{
  RlSignatures *self = RL_SIGNATURES (object);

  g_clear_object (&self->monitor);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_signatures_parent_class)->finalize (object);
}

static void
rl_signatures_class_init (RlSignaturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_signatures_finalize;

  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rl_signatures_init (RlSignatures *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
watch (RlSignatures *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->folder);

  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (rl_signatures_refresh), self,
                             G_CONNECT_SWAPPED);
}

/* Returns: (transfer full): where the user's signatures are */
char *
rl_signatures_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "rimlight", "signatures", NULL);
}

/**
 * rl_signatures_new:
 * @jobs: what runs work that takes time
 * @folder: (nullable): where the user's are, or the usual place
 */
RlSignatures *
rl_signatures_new (RlJobs     *jobs,
                   const char *folder)
{
  RlSignatures *self;

  g_return_val_if_fail (RL_IS_JOBS (jobs), NULL);

  self = g_object_new (RL_TYPE_SIGNATURES, NULL);
  self->jobs = g_object_ref (jobs);
  self->folder = folder != NULL ? g_strdup (folder) : rl_signatures_dup_folder ();
  watch (self);
  rl_signatures_refresh (self);

  return self;
}

/* Reads them again. */
void
rl_signatures_refresh (RlSignatures *self)
{
  g_return_if_fail (RL_IS_SIGNATURES (self));

  rl_jobs_start (self->jobs, &read_kind, self, g_strdup (self->folder));
}

gboolean
rl_signatures_is_loaded (RlSignatures *self)
{
  g_return_val_if_fail (RL_IS_SIGNATURES (self), FALSE);

  return self->is_loaded;
}

/* Returns: (transfer none) (nullable): the one with a hash */
RlSignatureItem *
rl_signatures_find (RlSignatures *self,
                    const char   *hash)
{
  g_return_val_if_fail (RL_IS_SIGNATURES (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      RlSignatureItem *item = g_ptr_array_index (self->items, i);
      RimSignature *signature = rl_signature_item_get_signature (item);

      if (signature != NULL && g_strcmp0 (rim_signature_get_hash (signature), hash) == 0)
        return item;
    }

  return NULL;
}

/**
 * rl_signatures_add:
 * @self: the signatures
 * @signature: another one
 *
 * Saves it among the user's; the name of its file has part of its hash, so that it takes the
 * place of itself alone.
 */
void
rl_signatures_add (RlSignatures *self,
                   RimSignature *signature)
{
  g_autofree char *name = NULL;
  Change *change;

  g_return_if_fail (RL_IS_SIGNATURES (self));
  g_return_if_fail (signature != NULL);

  name = g_strdup_printf ("%s-%.8s" SUFFIX, rim_signature_get_id (signature), rim_signature_get_hash (signature));
  g_strdelimit (name, "/\\:", '-');
  change = g_new0 (Change, 1);
  change->signature = rim_signature_ref (signature);
  change->path = g_build_filename (self->folder, name, NULL);
  rl_jobs_start (self->jobs, &change_kind, self, change);
}

/**
 * rl_signatures_remove:
 * @self: the signatures
 * @path: the file of one of the user's
 *
 * Deletes it.
 */
void
rl_signatures_remove (RlSignatures *self,
                      const char   *path)
{
  Change *change;

  g_return_if_fail (RL_IS_SIGNATURES (self));
  g_return_if_fail (path != NULL);

  change = g_new0 (Change, 1);
  change->path = g_strdup (path);
  rl_jobs_start (self->jobs, &change_kind, self, change);
}
