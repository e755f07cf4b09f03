/* rl-browser-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-model.h"

#include <string.h>

#include "core/rl-format.h"

struct _RlBrowserModel
{
  GObject      parent_instance;

  RimLibrary  *library;
  GListStore  *patients;
  GArray      *current;         /* of gint64 */
};

G_DEFINE_FINAL_TYPE (RlBrowserModel, rl_browser_model, G_TYPE_OBJECT)

static gboolean
is_current (RlBrowserModel *self,
            RimLibraryRow  *row)
{
  for (guint i = 0; i < self->current->len; i++)
    if (g_array_index (self->current, gint64, i) == row->id)
      return TRUE;

  return FALSE;
}

static gint64
get_id_at (GListStore *store,
           guint       position)
{
  g_autoptr(RlBrowserItem) item = g_list_model_get_item (G_LIST_MODEL (store), position);

  return rl_browser_item_get_row (item)->id;
}

static gint64
get_row_id (GPtrArray *rows,
            guint      index)
{
  return ((RimLibraryRow *) g_ptr_array_index (rows, index))->id;
}

static GHashTable *
index_items (GListStore *store)
{
  GHashTable *items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));

  for (guint i = 0; i < n; i++)
    {
      RlBrowserItem *item = g_list_model_get_item (G_LIST_MODEL (store), i);

      gint64 id = rl_browser_item_get_row (item)->id;

      g_hash_table_insert (items, g_memdup2 (&id, sizeof id), item);
    }

  return items;
}

/* Moves @rows into @store: what stays is kept, and only the span between the
 * first and the last difference is spliced.
 */
static void
merge_rows (RlBrowserModel *self,
            GListStore     *store,
            RlBrowserItem  *parent,
            GPtrArray      *rows)
{
  RlBrowserLevel level = parent != NULL ? rl_browser_item_get_level (parent) + 1
                                        : RL_BROWSER_PATIENT;
  g_autofree char *context = parent != NULL ? rl_browser_item_dup_context (parent) : NULL;
  g_autoptr(GHashTable) known = index_items (store);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint n_new = rows->len;
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n_old, n_new) && get_id_at (store, head) == get_row_id (rows, head))
    head++;
  while (tail < MIN (n_old, n_new) - head &&
         get_id_at (store, n_old - 1 - tail) == get_row_id (rows, n_new - 1 - tail))
    tail++;

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < n_new; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (rows, i);
      RlBrowserItem *item = g_hash_table_lookup (known, &row->id);

      if (item != NULL)
        rl_browser_item_take_row (g_object_ref (item), row);
      else
        item = rl_browser_item_new (level, row);
      rl_browser_item_set_context (item, context);
      rl_browser_item_set_current (item, level == RL_BROWSER_SERIES && is_current (self, row));
      g_ptr_array_add (items, item);
    }

  if (n_old - head - tail > 0 || n_new - head - tail > 0)
    g_list_store_splice (store, head, n_old - head - tail, items->pdata + head, n_new - head - tail);
}

static gboolean
is_drawn (RimLibraryRow *row)
{
  return row->kind == RIM_SERIES_RTSTRUCT || row->kind == RIM_SERIES_SEG;
}

static int
compare_series (gconstpointer a,
                gconstpointer b)
{
  const RimLibraryRow *first = *(const RimLibraryRow *const *) a;
  const RimLibraryRow *second = *(const RimLibraryRow *const *) b;

  if (first->kind != second->kind)
    return (int) first->kind - (int) second->kind;
  if (first->number != second->number)
    return first->number < second->number ? -1 : 1;

  return first->id < second->id ? -1 : first->id > second->id;
}

/* Each image is followed by what was drawn on it; what was drawn on none comes
 * last.
 */
static GPtrArray *
arrange_series (GPtrArray *series)
{
  GPtrArray *arranged = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_library_row_free);
  guint n = series->len;

  g_ptr_array_sort (series, compare_series);
  g_ptr_array_set_free_func (series, NULL);
  for (guint i = 0; i < n; i++)
    {
      RimLibraryRow *image = g_ptr_array_index (series, i);

      if (image == NULL || is_drawn (image))
        continue;

      g_ptr_array_add (arranged, image);
      for (guint j = i + 1; j < n; j++)
        {
          RimLibraryRow *row = g_ptr_array_index (series, j);

          if (row == NULL || !is_drawn (row) ||
              g_strcmp0 (row->referenced_series_uid, image->uid) != 0)
            continue;

          g_ptr_array_add (arranged, row);
          series->pdata[j] = NULL;
        }
    }

  for (guint i = 0; i < n; i++)
    if (series->pdata[i] != NULL && is_drawn (series->pdata[i]))
      g_ptr_array_add (arranged, series->pdata[i]);
  g_ptr_array_unref (series);

  return arranged;
}

static GPtrArray *
list_children (RlBrowserModel *self,
               RlBrowserItem  *item)
{
  gint64 id = rl_browser_item_get_row (item)->id;
  GPtrArray *series;

  if (rl_browser_item_get_level (item) == RL_BROWSER_PATIENT)
    return rim_library_list_studies (self->library, id, NULL);

  series = rim_library_list_series (self->library, id, NULL);

  return series != NULL ? arrange_series (series) : NULL;
}

static void
refresh_children (RlBrowserModel *self,
                  RlBrowserItem  *item)
{
  GListStore *children = rl_browser_item_get_children (item);
  RlBrowserLevel level = rl_browser_item_get_level (item) + 1;
  g_autoptr(GPtrArray) rows = NULL;
  guint n;

  if (children == NULL)
    return;

  rows = list_children (self, item);
  if (rows != NULL)
    merge_rows (self, children, item, rows);

  n = g_list_model_get_n_items (G_LIST_MODEL (children));
  for (guint i = 0; level < RL_BROWSER_SERIES && i < n; i++)
    {
      g_autoptr(RlBrowserItem) child = g_list_model_get_item (G_LIST_MODEL (children), i);

      refresh_children (self, child);
    }
}

/**
 * rl_browser_model_refresh:
 * @self: a model
 *
 * Lists what the library has now, for those who cannot wait until it says that
 * it has changed.
 */
void
rl_browser_model_refresh (RlBrowserModel *self)
{
  g_autoptr(GPtrArray) rows = NULL;
  guint n;

  g_return_if_fail (RL_IS_BROWSER_MODEL (self));

  rows = rim_library_list_patients (self->library, NULL);
  if (rows == NULL)
    return;

  merge_rows (self, self->patients, NULL, rows);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->patients));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RlBrowserItem) patient = g_list_model_get_item (G_LIST_MODEL (self->patients), i);

      rl_browser_item_set_search_text (patient, NULL);
      refresh_children (self, patient);
    }
}

static void
append_rows (GString   *text,
             GPtrArray *rows)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (rows, i);
      g_autofree char *date = rl_format_date (row->date);

      g_string_append_printf (text, " %s %s %s %s", row->title != NULL ? row->title : "",
                              row->modality != NULL ? row->modality : "",
                              row->date != NULL ? row->date : "", date);
    }
}

static void
make_search_text (RlBrowserModel *self,
                  RlBrowserItem  *patient)
{
  RimLibraryRow *row = rl_browser_item_get_row (patient);
  g_autoptr(GPtrArray) studies = rim_library_list_studies (self->library, row->id, NULL);
  g_autofree char *title = rl_browser_item_dup_title (patient);
  g_autoptr(GString) text = g_string_new (title);

  g_string_append_printf (text, " %s", row->uid != NULL ? row->uid : "");
  append_rows (text, studies);
  for (guint i = 0; studies != NULL && i < studies->len; i++)
    {
      RimLibraryRow *study = g_ptr_array_index (studies, i);
      g_autoptr(GPtrArray) series = rim_library_list_series (self->library, study->id, NULL);

      append_rows (text, series);
    }

  rl_browser_item_set_search_text (patient, text->str);
}

static void
mark_current (RlBrowserModel *self,
              GListStore     *items)
{
  guint n = items != NULL ? g_list_model_get_n_items (G_LIST_MODEL (items)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RlBrowserItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);

      if (rl_browser_item_get_level (item) == RL_BROWSER_SERIES)
        rl_browser_item_set_current (item, is_current (self, rl_browser_item_get_row (item)));
      else
        mark_current (self, rl_browser_item_get_children (item));
    }
}

static void
rl_browser_model_finalize (GObject *object)
{
  RlBrowserModel *self = RL_BROWSER_MODEL (object);

  g_clear_object (&self->library);
  g_clear_object (&self->patients);
  g_clear_pointer (&self->current, g_array_unref);

  G_OBJECT_CLASS (rl_browser_model_parent_class)->finalize (object);
}

static void
rl_browser_model_class_init (RlBrowserModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_browser_model_finalize;
}

static void
rl_browser_model_init (RlBrowserModel *self)
{
  self->patients = g_list_store_new (RL_TYPE_BROWSER_ITEM);
  self->current = g_array_new (FALSE, FALSE, sizeof (gint64));
}

RlBrowserModel *
rl_browser_model_new (RimLibrary *library)
{
  RlBrowserModel *self = g_object_new (RL_TYPE_BROWSER_MODEL, NULL);

  self->library = g_object_ref (library);
  g_signal_connect_object (library, "changed", G_CALLBACK (rl_browser_model_refresh), self,
                           G_CONNECT_SWAPPED);
  rl_browser_model_refresh (self);

  return self;
}

/* Returns: (transfer none): of #RlBrowserItem */
GListModel *
rl_browser_model_get_patients (RlBrowserModel *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), NULL);

  return G_LIST_MODEL (self->patients);
}

/**
 * rl_browser_model_get_children:
 * @self: a model
 * @item: a patient or a study
 *
 * Returns: (transfer none) (nullable): its studies or series; %NULL for a
 *   series, which has none
 */
GListModel *
rl_browser_model_get_children (RlBrowserModel *self,
                               RlBrowserItem  *item)
{
  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), NULL);

  if (rl_browser_item_get_level (item) == RL_BROWSER_SERIES)
    return NULL;

  if (rl_browser_item_get_children (item) == NULL)
    {
      g_autoptr(GListStore) children = g_list_store_new (RL_TYPE_BROWSER_ITEM);

      rl_browser_item_set_children (item, children);
      refresh_children (self, item);
    }

  return G_LIST_MODEL (rl_browser_item_get_children (item));
}

static RlBrowserItem *
find_id (GListModel *items,
         gint64      id)
{
  guint n = items != NULL ? g_list_model_get_n_items (items) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RlBrowserItem) item = g_list_model_get_item (items, i);

      if (rl_browser_item_get_row (item)->id == id)
        return item;
    }

  return NULL;
}

/**
 * rl_browser_model_find:
 * @self: a model
 * @ids: a patient, a study of it and a series of that
 * @path: (out) (transfer none): what stands for them
 *
 * Returns: whether the library has them
 */
gboolean
rl_browser_model_find (RlBrowserModel *self,
                       const gint64    ids[3],
                       RlBrowserItem  *path[3])
{
  GListModel *items;

  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  items = G_LIST_MODEL (self->patients);
  for (guint level = 0; level < 3; level++)
    {
      path[level] = find_id (items, ids[level]);
      if (path[level] == NULL)
        return FALSE;
      items = rl_browser_model_get_children (self, path[level]);
    }

  return TRUE;
}

/**
 * rl_browser_model_set_current:
 * @self: a model
 * @series_ids: (array length=n_ids): the series that are shown
 * @n_ids: how many
 */
void
rl_browser_model_set_current (RlBrowserModel *self,
                              const gint64   *series_ids,
                              guint           n_ids)
{
  g_return_if_fail (RL_IS_BROWSER_MODEL (self));

  g_array_set_size (self->current, 0);
  g_array_append_vals (self->current, series_ids, n_ids);
  mark_current (self, self->patients);
}

/**
 * rl_browser_model_matches:
 * @self: a model
 * @patient: a patient
 * @search: what the user looks for: words in any order
 *
 * Returns: whether every word is found in the patient, its studies or its
 *   series
 */
gboolean
rl_browser_model_matches (RlBrowserModel *self,
                          RlBrowserItem  *patient,
                          const char     *search)
{
  g_autofree char *normal = g_utf8_normalize (search, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : "", -1);
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);

  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  if (rl_browser_item_get_search_text (patient) == NULL)
    make_search_text (self, patient);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (rl_browser_item_get_search_text (patient), words[i]) == NULL)
      return FALSE;

  return TRUE;
}
