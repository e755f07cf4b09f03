/* rl-browser-model-merge.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-model-private.h"

/* How what is shown becomes what was found, with as little change as can be:
 * what somebody has unfolded must not fold.
 */

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

/* What was said here is shown until the library has it. */
static void
update_status (RlBrowserModel *self,
               RlBrowserItem  *item)
{
  RimLibraryRow *row = rl_browser_item_get_row (item);

  if (rl_browser_item_get_level (item) == RL_BROWSER_STUDY)
    rl_browser_item_set_status (item, rl_browser_model_get_status (self, row->id));
}

/* Gives what stays its new row, and makes what is new. */
static RlBrowserItem *
renew_item (RlBrowserModel *self,
            GHashTable     *known,
            RlBrowserLevel  level,
            RimLibraryRow  *row,
            const char     *context)
{
  RlBrowserItem *item = g_hash_table_lookup (known, &row->id);

  if (item != NULL)
    rl_browser_item_set_row (g_object_ref (item), self->index, row);
  else
    item = rl_browser_item_new (level, self->index, row);

  rl_browser_item_set_context (item, context);
  rl_browser_item_set_current (item, level == RL_BROWSER_SERIES && is_current (self, row));
  update_status (self, item);

  return item;
}

/* Moves @rows into @store: only the span between the first and the last
 * difference is spliced.
 */
static void
merge_rows (RlBrowserModel *self,
            GListStore     *store,
            RlBrowserItem  *parent,
            GPtrArray      *rows)
{
  RlBrowserLevel level = rl_browser_item_get_level (parent) + 1;
  g_autofree char *context = rl_browser_item_dup_context (parent);
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

  for (guint i = 0; i < n_new; i++)
    g_ptr_array_add (items, renew_item (self, known, level, g_ptr_array_index (rows, i), context));

  if (n_old - head - tail > 0 || n_new - head - tail > 0)
    g_list_store_splice (store, head, n_old - head - tail, items->pdata + head,
                         n_new - head - tail);
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
  GPtrArray *arranged = g_ptr_array_new ();
  guint n = series->len;

  g_ptr_array_sort (series, compare_series);
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

/* Of the studies those that were found. */
static GPtrArray *
list_studies (RlBrowserModel *self,
              gint64          patient_id)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      RlBrowserEntry *entry = &g_array_index (self->entries, RlBrowserEntry, i);
      guint n;
      guint first;

      if (entry->id != patient_id)
        continue;

      first = rim_index_get_studies_of (entry->index, entry->patient, &n);
      for (guint study = first; study < first + n; study++)
        if (self->hits->studies[study])
          g_ptr_array_add (rows, rim_index_get_study (entry->index, study));
      break;
    }

  return rows;
}

static GPtrArray *
list_series (RlBrowserModel *self,
             gint64          study_id)
{
  GPtrArray *rows = g_ptr_array_new ();
  guint study, n, first;

  if (!rim_index_find_study (self->index, study_id, &study))
    return rows;

  first = rim_index_get_series_of (self->index, study, &n);
  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (rows, rim_index_get_series (self->index, i));

  return arrange_series (rows);
}

/* Lists again what is below an item, as far as somebody looked into it. */
void
rl_browser_model_refresh_children (RlBrowserModel *self,
                                   RlBrowserItem  *item)
{
  GListStore *children = rl_browser_item_get_children (item);
  gboolean is_patient = rl_browser_item_get_level (item) == RL_BROWSER_PATIENT;
  gint64 id = rl_browser_item_get_row (item)->id;
  g_autoptr(GPtrArray) rows = NULL;
  guint n;

  if (children == NULL)
    return;

  rows = is_patient ? list_studies (self, id) : list_series (self, id);
  merge_rows (self, children, item, rows);

  n = g_list_model_get_n_items (G_LIST_MODEL (children));
  for (guint i = 0; is_patient && i < n; i++)
    {
      g_autoptr(RlBrowserItem) study = g_list_model_get_item (G_LIST_MODEL (children), i);

      rl_browser_model_refresh_children (self, study);
    }
}

static GArray *
make_entries (RimIndex     *index,
              RimIndexHits *hits)
{
  GArray *entries = g_array_sized_new (FALSE, FALSE, sizeof (RlBrowserEntry), hits->n_patients);

  for (guint i = 0; i < hits->n_patients; i++)
    {
      RlBrowserEntry entry = { rim_index_get_patient (index, hits->patients[i])->id,
                               hits->patients[i], index };

      g_array_append_val (entries, entry);
    }

  return entries;
}

static gint64
get_entry_id (GArray *entries,
              guint   position)
{
  return g_array_index (entries, RlBrowserEntry, position).id;
}

/* Makes the entries from @begin to @end those of @entries from @new_begin to
 * @new_end.
 */
static void
splice (RlBrowserModel *self,
        guint           begin,
        guint           end,
        GArray         *entries,
        guint           new_begin,
        guint           new_end)
{
  while (begin < end && new_begin < new_end &&
         get_entry_id (self->entries, begin) == get_entry_id (entries, new_begin))
    {
      begin++;
      new_begin++;
    }
  while (begin < end && new_begin < new_end &&
         get_entry_id (self->entries, end - 1) == get_entry_id (entries, new_end - 1))
    {
      end--;
      new_end--;
    }

  if (begin == end && new_begin == new_end)
    return;

  if (begin < end)
    g_array_remove_range (self->entries, begin, end - begin);
  if (new_begin < new_end)
    g_array_insert_vals (self->entries, begin,
                         &g_array_index (entries, RlBrowserEntry, new_begin), new_end - new_begin);
  g_list_model_items_changed (G_LIST_MODEL (self), begin, end - begin, new_end - new_begin);
}

/* Where a patient is in the old list and in the new one. */
typedef struct
{
  guint before;
  guint after;
} Anchor;

/* Returns: (element-type Anchor): patients that somebody looked into and that are
 * in both lists, as long as they keep their order
 */
static GArray *
find_anchors (RlBrowserModel *self,
              GArray         *entries)
{
  GArray *anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  g_autoptr(GHashTable) positions = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint next = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      RlBrowserEntry *entry = &g_array_index (self->entries, RlBrowserEntry, i);
      RlBrowserItem *item = g_hash_table_lookup (self->items, &entry->id);

      if (item != NULL && rl_browser_item_get_children (item) != NULL)
        g_hash_table_insert (positions, &entry->id, GUINT_TO_POINTER (i));
    }

  for (guint i = 0; g_hash_table_size (positions) > 0 && i < entries->len; i++)
    {
      gint64 id = get_entry_id (entries, i);
      gpointer position;
      Anchor anchor;

      if (!g_hash_table_lookup_extended (positions, &id, NULL, &position) ||
          GPOINTER_TO_UINT (position) < next)
        continue;

      anchor = (Anchor) { GPOINTER_TO_UINT (position), i };
      next = anchor.before + 1;
      g_array_append_val (anchors, anchor);
    }

  return anchors;
}

/* From the end, so that positions before stay what they were. */
static void
merge_entries (RlBrowserModel *self,
               GArray         *entries)
{
  g_autoptr(GArray) anchors = find_anchors (self, entries);
  guint end = self->entries->len;
  guint new_end = entries->len;

  for (guint i = anchors->len; i > 0; i--)
    {
      const Anchor *anchor = &g_array_index (anchors, Anchor, i - 1);

      splice (self, anchor->before + 1, end, entries, anchor->after + 1, new_end);
      end = anchor->before;
      new_end = anchor->after;
    }

  splice (self, 0, end, entries, 0, new_end);
}

/* Patients who are no longer in the list are made anew when they come back. */
static void
renew_items (RlBrowserModel *self)
{
  g_autoptr(GHashTable) kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                      g_object_unref);

  for (guint i = 0; i < self->entries->len; i++)
    {
      RlBrowserEntry *entry = &g_array_index (self->entries, RlBrowserEntry, i);
      RlBrowserItem *item = g_hash_table_lookup (self->items, &entry->id);
      RimLibraryRow *row = rim_index_get_patient (entry->index, entry->patient);

      if (item == NULL)
        continue;

      rl_browser_item_set_row (item, entry->index, row);
      g_hash_table_insert (kept, &row->id, g_object_ref (item));
    }

  g_hash_table_unref (self->items);
  self->items = g_steal_pointer (&kept);
}

/* Lists again what is below all patients, as far as somebody looked into them. */
void
rl_browser_model_refresh_items (RlBrowserModel *self)
{
  g_autoptr(GList) items = g_hash_table_get_values (self->items);

  for (GList *l = items; l != NULL; l = l->next)
    rl_browser_model_refresh_children (self, l->data);
}

/* What the library has now need not be remembered. */
static void
forget_said (RlBrowserModel *self)
{
  GHashTableIter iter;
  gpointer id, status;
  guint study;

  g_hash_table_iter_init (&iter, self->said);
  while (g_hash_table_iter_next (&iter, &id, &status))
    if (!rim_index_find_study (self->index, *(gint64 *) id, &study) ||
        rim_index_get_study (self->index, study)->status == (RimReading) GPOINTER_TO_UINT (status))
      g_hash_table_iter_remove (&iter);
}

static guint
count_missing (RimIndex *index)
{
  guint n = 0;

  for (guint i = 0; i < rim_index_get_n_studies (index); i++)
    n += rim_index_get_study (index, i)->missing;

  return n;
}

/**
 * rl_browser_model_apply:
 * @self: a model
 * @index: (transfer none): what was searched
 * @hits: (transfer full): what was found
 *
 * Shows what was found.
 */
void
rl_browser_model_apply (RlBrowserModel *self,
                        RimIndex       *index,
                        RimIndexHits   *hits)
{
  g_autoptr(RimIndex) before = g_steal_pointer (&self->index);
  RimIndexHits *hits_before = g_steal_pointer (&self->hits);
  g_autoptr(GArray) entries = make_entries (index, hits);

  self->index = rim_index_ref (index);
  self->hits = hits;
  if (before != index)
    {
      self->n_missing = count_missing (index);
      forget_said (self);
    }

  merge_entries (self, entries);
  g_array_unref (self->entries);
  self->entries = g_steal_pointer (&entries);
  renew_items (self);
  rl_browser_model_refresh_items (self);
  g_clear_pointer (&hits_before, rim_index_hits_free);
}
