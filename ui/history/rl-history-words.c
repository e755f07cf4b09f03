/* rl-history-words.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "history/rl-history-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "commands/rl-commands.h"
#include "core/rl-format.h"
#include "core/rl-measurement-text.h"

#define MM3_PER_ML  1000.0
#define N_DECIMALS  2
#define ICON        "document-edit-symbolic"

/* What the journal calls a step, where no command has that name. */
static const struct
{
  const char *tool;
  const char *title;
  const char *icon;
} words[] = {
  { "add", N_("New lesion"), "list-add-symbolic" },
  { "answer", N_("Question answered"), NULL },
  { "approve", N_("Approved"), "emblem-ok-symbolic" },
  { "attach", N_("Measurement attached or detached"), NULL },
  { "color", N_("Colour changed"), NULL },
  { "comment", N_("Comment"), NULL },
  { "consensus", N_("Consensus of readers"), NULL },
  { "copy-slice", N_("Contour copied to the next slice"), NULL },
  { "delete", N_("Deleted"), "user-trash-symbolic" },
  { "finish", N_("Marked as done"), "object-select-symbolic" },
  { "habitats", N_("Contours of habitats"), NULL },
  { "handle", N_("Measurement changed"), NULL },
  { "kind", N_("Kind changed"), NULL },
  { "label", N_("Label moved"), NULL },
  { "link", N_("Linked to an earlier study"), NULL },
  { "lock", N_("Locked"), "changes-prevent-symbolic" },
  { "map-threshold", N_("Threshold of a map"), NULL },
  { "open", N_("Measurement read from a file"), NULL },
  { "reader", N_("Reader changed"), NULL },
  { "reject", N_("Rejected"), "action-unavailable-symbolic" },
  { "rename", N_("Renamed"), NULL },
  { "reopen", N_("Reopened"), NULL },
  { "reopen-comment", N_("Comment opened again"), NULL },
  { "reset", N_("Set to not started"), NULL },
  { "resolve", N_("Comment settled"), NULL },
  { "restore", N_("Brought back"), NULL },
  { "scissors", N_("Scissors"), NULL },
  { "seeds", N_("Grown from seeds"), NULL },
  { "site", N_("Site changed"), NULL },
  { "snap", N_("Lesion measured"), NULL },
  { "sphere-eraser", N_("Sphere eraser"), NULL },
  { "unlink", N_("Link to an earlier study removed"), NULL },
  { "unlock", N_("Unlocked"), "changes-allow-symbolic" },
};

/* A tool, an operation and a method are called what their commands are. */
static const char *const actions[] = {
  "session.tool('%s')", "session.operation('%s')", "session.method('%s')"
};

static guint
find_words (const char *tool)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (words) && g_strcmp0 (words[i].tool, tool) != 0)
    i++;

  return i;
}

static const char *
find_command_title (const char *tool)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_auto(GStrv) parts = g_strsplit (actions[i], "%s", 2);
      g_autofree char *action = g_strconcat (parts[0], tool, parts[1], NULL);
      const RlCommand *command = rl_commands_find (action);

      if (command != NULL)
        return command->title;
    }

  return NULL;
}

static RimEdit *
get_first (GPtrArray *edits)
{
  return g_ptr_array_index (edits, 0);
}

/* A measurement that was drawn is called what it is, in fewer words than its command. */
static const char *
find_kind_name (RimEdit *edit)
{
  RimMeasurement *drawn = edit->measurement_before == NULL ? edit->measurement_after : NULL;

  if (drawn == NULL || g_strcmp0 (edit->tool, rim_measurement_kind_get_id (drawn->kind)) != 0)
    return NULL;

  return rl_measurement_kind_get_name (drawn->kind);
}

char *
rl_history_dup_title (GPtrArray *edits)
{
  const char *tool;
  const char *title;
  guint found;

  if (edits->len == 0)
    return g_strdup (_("Before all changes"));

  title = find_kind_name (get_first (edits));
  if (title != NULL)
    return g_strdup (title);

  tool = get_first (edits)->tool;
  found = find_words (tool);
  title = found < G_N_ELEMENTS (words) ? words[found].title : tool != NULL ? find_command_title (tool) : NULL;

  return g_strdup (title != NULL ? _(title) : _("Change"));
}

static char *
dup_target_name (RimEdit *edit)
{
  if (edit->measurement_after != NULL || edit->measurement_before != NULL)
    return rl_measurement_dup_name (edit->measurement_after != NULL ? edit->measurement_after
                                                                    : edit->measurement_before);

  return g_strdup (edit->after != NULL ? edit->after->name : edit->before->name);
}

/* Returns: (nullable): what was said of a lesion, where the edit is that */
static const char *
get_remark (const RimReview *before,
            const RimReview *after)
{
  guint n_comments = rim_review_get_n_comments (after);

  if (n_comments > rim_review_get_n_comments (before))
    return ((RimComment *) g_ptr_array_index (after->comments, n_comments - 1))->text;
  if (after->reason != NULL && g_strcmp0 (before->reason, after->reason) != 0)
    return after->reason;
  if (before->kind != after->kind)
    return _(rim_review_kind_get_name (after->kind));

  return g_strcmp0 (before->reader, after->reader) != 0 ? after->reader : NULL;
}

static char *
dup_change (RimLesion *before,
            RimLesion *after)
{
  const char *remark;

  if (g_strcmp0 (before->name, after->name) != 0)
    return g_strdup_printf (_("%s, was %s"), after->name, before->name);

  remark = get_remark (&before->review, &after->review);

  return remark != NULL && *remark != '\0' ? g_strdup_printf ("%s: %s", after->name, remark)
                                           : g_strdup (after->name);
}

char *
rl_history_dup_details (GPtrArray *edits)
{
  RimEdit *first;

  if (edits->len == 0)
    return g_strdup ("");

  first = get_first (edits);
  if (edits->len > 1)
    return g_strdup_printf (ngettext ("%u lesion", "%u lesions", edits->len), edits->len);
  if (first->before != NULL && first->after != NULL)
    return dup_change (first->before, first->after);

  return dup_target_name (first);
}

/* Returns: whether the step is of one lesion, whose colour is given */
gboolean
rl_history_get_color (GPtrArray *edits,
                      guint8     color[3])
{
  RimEdit *first = edits->len == 1 ? get_first (edits) : NULL;
  RimLesion *lesion = first != NULL && first->after != NULL ? first->after : first != NULL ? first->before : NULL;

  if (lesion != NULL)
    memcpy (color, lesion->color, sizeof lesion->color);

  return lesion != NULL;
}

static char *
dup_time (gint64 microseconds)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = NULL;

  if (local == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (local) != g_date_time_get_year (now) ||
      g_date_time_get_day_of_year (local) != g_date_time_get_day_of_year (now))
    return g_date_time_format (local, "%F %H:%M");

  time = g_date_time_format (local, "%H:%M");

  return g_strdup_printf (_("Today %s"), time);
}

/* Who did it and when */
char *
rl_history_dup_origin (GPtrArray *edits)
{
  RimEdit *first;
  g_autofree char *time = NULL;

  if (edits->len == 0)
    return g_strdup ("");

  first = get_first (edits);
  time = dup_time (first->time);
  if (first->author == NULL || *first->author == '\0')
    return g_steal_pointer (&time);

  return g_strdup_printf ("%s · %s", time, first->author);
}

/* How much voxels came and went, in millilitres; empty where none did */
char *
rl_history_dup_volumes (double added_mm3,
                        double removed_mm3)
{
  g_autofree char *added = rl_format_number (added_mm3 / MM3_PER_ML, N_DECIMALS);
  g_autofree char *removed = rl_format_number (removed_mm3 / MM3_PER_ML, N_DECIMALS);

  if (added_mm3 > 0 && removed_mm3 > 0)
    return g_strdup_printf (_("+%s −%s ml"), added, removed);
  if (added_mm3 > 0)
    return g_strdup_printf (_("+%s ml"), added);
  if (removed_mm3 > 0)
    return g_strdup_printf (_("−%s ml"), removed);

  return g_strdup ("");
}

/* Returns: what stands where there is no picture */
const char *
rl_history_get_icon (GPtrArray *edits)
{
  guint found;

  if (edits->len == 0)
    return "document-open-symbolic";

  found = find_words (get_first (edits)->tool);
  if (found < G_N_ELEMENTS (words) && words[found].icon != NULL)
    return words[found].icon;

  return rim_edit_is_of_measurement (get_first (edits)) ? "rl-length-symbolic" : ICON;
}
