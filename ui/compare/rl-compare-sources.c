/* rl-compare-sources.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-compare-sources.h"

#include <glib/gi18n-lib.h>

struct _RlCompareSources
{
  RlSources parent_instance;
};

G_DEFINE_FINAL_TYPE (RlCompareSources, rl_compare_sources, RL_TYPE_SOURCES)

/* After how many changes a version is offered. */
static const guint steps[] = { 1, 5, 20, 100 };

static RlSession *
get_session (RlCompareSources *self)
{
  return rl_sources_get_session (RL_SOURCES (self));
}

static RimSegmentation *
get_segmentation (RlCompareSources *self)
{
  return rl_session_get_segmentation (get_session (self));
}

static GPtrArray *
new_lesions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
}

static GPtrArray *
list_committed (RimSegmentation *segmentation)
{
  GPtrArray *lesions = new_lesions ();

  for (guint i = 0; segmentation != NULL && i < rim_segmentation_get_n_lesions (segmentation); i++)
    g_ptr_array_add (lesions, rim_lesion_ref (rim_segmentation_get_lesion (segmentation, i)));

  return lesions;
}

static void
take (GPtrArray       *sources,
      RlCompareSource *source)
{
  g_ptr_array_add (sources, source);
}

/* Since when the lesions are no longer as they were then. */
static char *
dup_time (RimEdit *edit)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (edit->time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%F %H:%M") : g_strdup ("");
}

/* A step of the journal: its first edit, and the one after its last. */
typedef struct
{
  guint start;
  guint end;
} Change;

/* Returns: (element-type Change): what was done to lesions, the last first */
static GArray *
list_changes (RlCompareSources *self)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));
  RimSegmentation *segmentation = get_segmentation (self);
  guint i = segmentation != NULL ? rim_segmentation_get_position (segmentation) : 0;

  while (i > 0)
    {
      Change change;

      rim_segmentation_get_act (segmentation, i - 1, &change.start, &change.end);
      if (!rim_edit_is_of_measurement (rim_segmentation_get_edit (segmentation, i - 1)))
        g_array_append_val (changes, change);
      i = change.start;
    }

  return changes;
}

static void
add_versions (RlCompareSources *self,
              GPtrArray        *sources)
{
  g_autoptr(GArray) changes = list_changes (self);

  if (rl_sources_get_opened (RL_SOURCES (self))->len > 0)
    take (sources, rl_compare_source_new (RL_COMPARE_OPENED, "opened", _("As opened")));

  for (guint i = 0; i < G_N_ELEMENTS (steps) && steps[i] < changes->len; i++)
    {
      guint last = g_array_index (changes, Change, steps[i] - 1).end - 1;
      g_autofree char *time = dup_time (rim_segmentation_get_edit (get_segmentation (self), last));
      g_autofree char *title =
        g_strdup_printf (ngettext ("%u change ago · %s", "%u changes ago · %s", steps[i]), steps[i], time);

      take (sources, rl_compare_source_new_journal (steps[i], title));
    }
  if (changes->len > 0)
    take (sources, rl_compare_source_new_journal (G_MAXUINT, _("Before all changes")));
}

static void
add_lesion (RlCompareSources *self,
            RimLesion        *lesion,
            GPtrArray        *sources)
{
  const char *author = rl_sources_find_author (RL_SOURCES (self), lesion->id);
  g_autofree char *title = author != NULL ? g_strdup_printf (_("%s, drawn by %s"), lesion->name, author)
                                          : g_strdup (lesion->name);

  take (sources, rl_compare_source_new (RL_COMPARE_LESION, lesion->id, title));
}

static gboolean
is_in_frame (RlCompareSources *self,
             RlOtherImage     *other)
{
  RimVolume *base = rl_session_get_base (get_session (self));
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  const char *frame = source != NULL ? source->frame_of_reference_uid : NULL;

  if (frame == NULL || other->frame_of_reference_uid == NULL)
    return other->is_same_study;

  return g_strcmp0 (frame, other->frame_of_reference_uid) == 0;
}

static void
add_others (RlCompareSources *self,
            GPtrArray        *sources)
{
  GPtrArray *others = rl_sources_get_others (RL_SOURCES (self));

  for (guint i = 0; i < others->len; i++)
    {
      RlOtherImage *other = g_ptr_array_index (others, i);
      g_autofree char *title = g_strdup_printf (_("Other reader: %s"), other->title);

      if (is_in_frame (self, other))
        take (sources, rl_compare_source_new_other (other, title));
    }
}

static void
rl_compare_sources_list (RlSources *sources,
                         GPtrArray *list)
{
  RlCompareSources *self = RL_COMPARE_SOURCES (sources);
  RlSession *session = get_session (self);
  const char *active = rl_session_get_active_lesion (session);

  take (list, rl_compare_source_new (RL_COMPARE_NOTHING, RL_NO_SOURCE, _("Nothing")));
  add_versions (self, list);
  add_others (self, list);
  for (guint i = 0; i < rl_session_get_n_lesions (session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (session, i);

      if (g_strcmp0 (lesion->id, active) != 0)
        add_lesion (self, lesion, list);
    }
}

static void
rl_compare_sources_class_init (RlCompareSourcesClass *klass)
{
  RL_SOURCES_CLASS (klass)->list = rl_compare_sources_list;
}

static void
rl_compare_sources_init (RlCompareSources *self)
{
}

RlCompareSources *
rl_compare_sources_new (RlJobs    *jobs,
                        RlSession *session)
{
  RlCompareSources *self = g_object_new (RL_TYPE_COMPARE_SOURCES, NULL);

  rl_sources_follow (RL_SOURCES (self), jobs, session);

  return self;
}

static guint
find_lesion (GPtrArray  *lesions,
             const char *id)
{
  for (guint i = 0; i < lesions->len; i++)
    if (g_strcmp0 (((RimLesion *) g_ptr_array_index (lesions, i))->id, id) == 0)
      return i;

  return lesions->len;
}

static void
take_back (GPtrArray *lesions,
           RimEdit   *edit)
{
  guint index = find_lesion (lesions, rim_edit_get_target_id (edit));

  if (rim_edit_is_of_measurement (edit))
    return;

  if (index < lesions->len)
    g_ptr_array_remove_index (lesions, index);
  else
    index = MIN (edit->index, lesions->len);
  if (edit->before != NULL)
    g_ptr_array_insert (lesions, (int) index, rim_lesion_ref (edit->before));
}

static GPtrArray *
list_version (RlCompareSources *self,
              guint             n_changes)
{
  RimSegmentation *segmentation = get_segmentation (self);
  GPtrArray *lesions = list_committed (segmentation);
  g_autoptr(GArray) changes = list_changes (self);

  for (guint i = 0; i < MIN (n_changes, changes->len); i++)
    {
      const Change *change = &g_array_index (changes, Change, i);

      for (guint n = change->end; n > change->start; n--)
        take_back (lesions, rim_segmentation_get_edit (segmentation, n - 1));
    }

  return lesions;
}

static GPtrArray *
list_one (RlCompareSources *self,
          const char       *id)
{
  GPtrArray *lesions = new_lesions ();
  RimLesion *lesion = rl_session_find_lesion (get_session (self), id);

  if (lesion != NULL)
    g_ptr_array_add (lesions, rim_lesion_ref (lesion));

  return lesions;
}

/**
 * rl_compare_sources_list_lesions:
 * @self: sources
 * @source: one of them
 *
 * Returns: (transfer full) (element-type RimLesion): the lesions on that side now
 */
GPtrArray *
rl_compare_sources_list_lesions (RlCompareSources *self,
                                 RlCompareSource  *source)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCES (self), NULL);
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (source), NULL);

  switch (rl_compare_source_get_kind (source))
    {
    case RL_COMPARE_OPENED:
      return g_ptr_array_ref (rl_sources_get_opened (RL_SOURCES (self)));

    case RL_COMPARE_JOURNAL:
      return list_version (self, rl_compare_source_get_n_changes (source));

    case RL_COMPARE_OTHER:
      return g_ptr_array_ref (rl_compare_source_get_other (source)->lesions);

    case RL_COMPARE_LESION:
      return list_one (self, rl_source_get_id (RL_SOURCE (source)));

    case RL_COMPARE_NOTHING:
    default:
      return new_lesions ();
    }
}
