/* rl-browser-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-model-private.h"

#include <string.h>

enum
{
  PROP_0,
  PROP_SEARCH,
  PROP_ORDER,
  PROP_STATUS,
  PROP_MODALITY,
  PROP_WITH_CONTOURS,
  N_PROPS
};

enum
{
  UPDATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *const orders[] = {
  [RIM_ORDER_NAME] = "name",
  [RIM_ORDER_DATE] = "date",
  [RIM_ORDER_IMPORTED] = "imported",
  [RIM_ORDER_OPENED] = "opened",
  [RIM_ORDER_MODALITY] = "modality",
};

static const struct
{
  const char *name;
  guint       statuses;
} statuses[] = {
  { "all", 0 },
  { "undone", 1 << RIM_READING_UNREAD | 1 << RIM_READING_STARTED },
  { "unread", 1 << RIM_READING_UNREAD },
  { "started", 1 << RIM_READING_STARTED },
  { "reviewed", 1 << RIM_READING_REVIEWED },
  { "rejected", 1 << RIM_READING_REJECTED },
};

typedef struct
{
  RimIndex      *index;
  RimIndexQuery  query;
} Search;

typedef struct
{
  RimIndex     *index;
  RimIndexHits *hits;
} Found;

static void rl_browser_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlBrowserModel, rl_browser_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      rl_browser_model_iface_init))

static void
search_free (gpointer data)
{
  Search *search = data;

  rim_index_unref (search->index);
  g_free (search->query.words);
  g_free (search->query.modality);
  g_free (search);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  rim_index_unref (found->index);
  g_clear_pointer (&found->hits, rim_index_hits_free);
  g_free (found);
}

static gpointer
search_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  Search *search = data;
  Found *found = g_new0 (Found, 1);

  found->index = rim_index_ref (search->index);
  found->hits = rim_index_search (search->index, &search->query);

  return found;
}

static void
search_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  Found *found = result;

  rl_browser_model_apply (owner, found->index, g_steal_pointer (&found->hits));
  g_signal_emit (owner, signals[UPDATED], 0);
}

static const RlJobKind search_kind = {
  .policy = RL_JOB_LATEST,
  .run = search_run,
  .done = search_done,
  .free_input = search_free,
  .free_result = found_free,
};

static void
start_search (RlBrowserModel *self)
{
  Search *search;

  if (self->latest == NULL)
    return;

  search = g_new0 (Search, 1);
  search->index = rim_index_ref (self->latest);
  search->query = self->query;
  search->query.words = g_strdup (self->query.words);
  search->query.modality = g_strdup (self->query.modality);
  rl_jobs_start (self->jobs, &search_kind, self, search);
}

static gpointer
index_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  return rim_library_make_index (data, error);
}

static void
index_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  RlBrowserModel *self = owner;

  g_clear_pointer (&self->problem, g_free);
  if (result == NULL)
    {
      self->problem = g_strdup (error->message);
      g_signal_emit (self, signals[UPDATED], 0);
      return;
    }

  g_clear_pointer (&self->latest, rim_index_unref);
  self->latest = rim_index_ref (result);
  start_search (self);
}

static const RlJobKind index_kind = {
  .policy = RL_JOB_LATEST,
  .run = index_run,
  .done = index_done,
  .free_input = g_object_unref,
  .free_result = (GDestroyNotify) rim_index_unref,
};

/**
 * rl_browser_model_refresh:
 * @self: a model
 *
 * Reads what the library has now, for those who cannot wait until it says that
 * it has changed. "updated" is emitted afterwards.
 */
void
rl_browser_model_refresh (RlBrowserModel *self)
{
  g_return_if_fail (RL_IS_BROWSER_MODEL (self));

  rl_jobs_start (self->jobs, &index_kind, self, g_object_ref (self->library));
}

static GType
rl_browser_model_get_item_type (GListModel *list)
{
  return RL_TYPE_BROWSER_ITEM;
}

static guint
rl_browser_model_get_n_items (GListModel *list)
{
  return RL_BROWSER_MODEL (list)->entries->len;
}

static gpointer
rl_browser_model_get_item (GListModel *list,
                           guint       position)
{
  RlBrowserModel *self = RL_BROWSER_MODEL (list);
  RlBrowserEntry *entry;
  RimLibraryRow *row;
  RlBrowserItem *item;

  if (position >= self->entries->len)
    return NULL;

  entry = &g_array_index (self->entries, RlBrowserEntry, position);
  row = rim_index_get_patient (entry->index, entry->patient);
  item = g_hash_table_lookup (self->items, &row->id);
  if (item != NULL)
    return g_object_ref (item);

  item = rl_browser_item_new (RL_BROWSER_PATIENT, entry->index, row);
  g_hash_table_insert (self->items, &row->id, item);

  return g_object_ref (item);
}

static void
rl_browser_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rl_browser_model_get_item_type;
  iface->get_n_items = rl_browser_model_get_n_items;
  iface->get_item = rl_browser_model_get_item;
}

static void
set_order (RlBrowserModel *self,
           const char     *name)
{
  for (RimIndexOrder i = RIM_ORDER_NAME; i < G_N_ELEMENTS (orders); i++)
    if (g_strcmp0 (name, orders[i]) == 0)
      self->query.order = i;
}

static void
set_status_filter (RlBrowserModel *self,
                   const char     *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (name, statuses[i].name) == 0)
      self->query.statuses = statuses[i].statuses;
}

static const char *
get_status_filter (RlBrowserModel *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (self->query.statuses == statuses[i].statuses)
      return statuses[i].name;

  return statuses[0].name;
}

static void
set_modality (RlBrowserModel *self,
              const char     *name)
{
  g_free (self->query.modality);
  self->query.modality = g_strcmp0 (name, "all") != 0 ? g_strdup (name) : NULL;
}

static void
rl_browser_model_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  RlBrowserModel *self = RL_BROWSER_MODEL (object);

  switch (prop_id)
    {
    case PROP_SEARCH:
      g_value_set_string (value, self->query.words);
      break;

    case PROP_ORDER:
      g_value_set_string (value, orders[self->query.order]);
      break;

    case PROP_STATUS:
      g_value_set_string (value, get_status_filter (self));
      break;

    case PROP_MODALITY:
      g_value_set_string (value, self->query.modality != NULL ? self->query.modality : "all");
      break;

    case PROP_WITH_CONTOURS:
      g_value_set_boolean (value, self->query.with_contours);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_browser_model_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  RlBrowserModel *self = RL_BROWSER_MODEL (object);

  switch (prop_id)
    {
    case PROP_SEARCH:
      g_free (self->query.words);
      self->query.words = g_value_dup_string (value);
      break;

    case PROP_ORDER:
      set_order (self, g_value_get_string (value));
      break;

    case PROP_STATUS:
      set_status_filter (self, g_value_get_string (value));
      break;

    case PROP_MODALITY:
      set_modality (self, g_value_get_string (value));
      break;

    case PROP_WITH_CONTOURS:
      self->query.with_contours = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  start_search (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
rl_browser_model_finalize (GObject *object)
{
  RlBrowserModel *self = RL_BROWSER_MODEL (object);

  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->said, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->current, g_array_unref);
  g_clear_pointer (&self->hits, rim_index_hits_free);
  g_clear_pointer (&self->index, rim_index_unref);
  g_clear_pointer (&self->latest, rim_index_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->query.words, g_free);
  g_clear_pointer (&self->query.modality, g_free);
  g_clear_object (&self->library);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_browser_model_parent_class)->finalize (object);
}

static void
rl_browser_model_class_init (RlBrowserModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rl_browser_model_get_property;
  object_class->set_property = rl_browser_model_set_property;
  object_class->finalize = rl_browser_model_finalize;

  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, NULL, flags);
  properties[PROP_ORDER] = g_param_spec_string ("order", NULL, NULL, "name", flags);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "all", flags);
  properties[PROP_MODALITY] = g_param_spec_string ("modality", NULL, NULL, "all", flags);
  properties[PROP_WITH_CONTOURS] =
    g_param_spec_boolean ("with-contours", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[UPDATED] = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_browser_model_init (RlBrowserModel *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (RlBrowserEntry));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  self->said = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->current = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * rl_browser_model_new:
 * @jobs: where it reads and searches
 * @library: what it lists
 *
 * The list is empty until "updated" was emitted for the first time.
 */
RlBrowserModel *
rl_browser_model_new (RlJobs     *jobs,
                      RimLibrary *library)
{
  RlBrowserModel *self = g_object_new (RL_TYPE_BROWSER_MODEL, NULL);

  self->jobs = g_object_ref (jobs);
  self->library = g_object_ref (library);
  g_signal_connect_object (library, "changed", G_CALLBACK (rl_browser_model_refresh), self,
                           G_CONNECT_SWAPPED);
  rl_browser_model_refresh (self);

  return self;
}

/* Returns: (nullable) (transfer none): what is listed; %NULL before the first
 * "updated"
 */
RimIndex *
rl_browser_model_get_index (RlBrowserModel *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), NULL);

  return self->index;
}

/* Returns: (nullable): why the library could not be read */
const char *
rl_browser_model_get_problem (RlBrowserModel *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), NULL);

  return self->problem;
}

/* Returns: how many studies lack files */
guint
rl_browser_model_get_n_missing (RlBrowserModel *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), 0);

  return self->n_missing;
}

/* Returns: whether not all patients are asked for */
gboolean
rl_browser_model_is_filtered (RlBrowserModel *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  return (self->query.words != NULL && *self->query.words != '\0') ||
         self->query.statuses != 0 || self->query.modality != NULL || self->query.with_contours;
}

/**
 * rl_browser_model_clear_filters:
 * @self: a model
 *
 * Asks for all patients, in the order that is set.
 */
void
rl_browser_model_clear_filters (RlBrowserModel *self)
{
  g_return_if_fail (RL_IS_BROWSER_MODEL (self));

  g_object_set (self, "search", NULL, "status", "all", "modality", "all", "with-contours", FALSE,
                NULL);
}

/* Returns: whether it does not yet show what was asked for */
gboolean
rl_browser_model_is_busy (RlBrowserModel *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &index_kind, self) ||
         rl_jobs_is_busy (self->jobs, &search_kind, self);
}

/**
 * rl_browser_model_get_children:
 * @self: a model
 * @item: a patient or a study
 *
 * Returns: (transfer none) (nullable): its studies, those that were found, or
 *   its series; %NULL for a series, which has none
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
      rl_browser_model_refresh_children (self, item);
    }

  return G_LIST_MODEL (rl_browser_item_get_children (item));
}

static gboolean
find_child (GListModel     *items,
            gint64          id,
            guint          *position,
            RlBrowserItem **child)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(RlBrowserItem) item = g_list_model_get_item (items, i);

      if (rl_browser_item_get_row (item)->id != id)
        continue;

      *position = i;
      *child = item;
      return TRUE;
    }

  return FALSE;
}

/**
 * rl_browser_model_find:
 * @self: a model
 * @ids: a patient, a study of it and a series of that
 * @positions: (out): where they are, each among those beside it
 *
 * Returns: whether they are listed
 */
gboolean
rl_browser_model_find (RlBrowserModel *self,
                       const gint64    ids[3],
                       guint           positions[3])
{
  g_autoptr(RlBrowserItem) patient = NULL;
  RlBrowserItem *item;
  guint i = 0;

  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  while (i < self->entries->len && g_array_index (self->entries, RlBrowserEntry, i).id != ids[0])
    i++;
  if (i == self->entries->len)
    return FALSE;

  positions[0] = i;
  patient = g_list_model_get_item (G_LIST_MODEL (self), i);
  item = patient;
  for (guint level = 1; level < 3; level++)
    if (!find_child (rl_browser_model_get_children (self, item), ids[level], &positions[level],
                     &item))
      return FALSE;

  return TRUE;
}

static void
mark_current (RlBrowserModel *self,
              GListStore     *items)
{
  guint n = items != NULL ? g_list_model_get_n_items (G_LIST_MODEL (items)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RlBrowserItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);
      gint64 id = rl_browser_item_get_row (item)->id;
      gboolean current = FALSE;

      for (guint c = 0; c < self->current->len; c++)
        current |= g_array_index (self->current, gint64, c) == id;

      if (rl_browser_item_get_level (item) == RL_BROWSER_SERIES)
        rl_browser_item_set_current (item, current);
      else
        mark_current (self, rl_browser_item_get_children (item));
    }
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
  GHashTableIter iter;
  gpointer item;

  g_return_if_fail (RL_IS_BROWSER_MODEL (self));

  g_array_set_size (self->current, 0);
  g_array_append_vals (self->current, series_ids, n_ids);

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    mark_current (self, rl_browser_item_get_children (item));
}
