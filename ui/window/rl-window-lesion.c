/* rl-window-lesion.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/rl-comment-text.h"
#include "lesions/rl-lesion-details.h"
#include "lesions/rl-lesion-review.h"

#define TOP_MARGIN 180

/* Returns: (nullable): the active lesion; where there is none that is said */
static RimLesion *
find_active (RlWindow *self)
{
  RimLesion *lesion = rl_session_find_lesion (self->session,
                                              rl_session_get_active_lesion (self->session));

  if (lesion == NULL)
    rl_window_say (self, _("No lesion is selected"));

  return lesion;
}

/* Beside the list and not over it. */
static RlLesionDetails *
show_details (RlWindow  *self,
              RimLesion *lesion)
{
  GtkWidget *details = rl_lesion_details_new (self->session, lesion->id);
  int right = gtk_widget_get_width (GTK_WIDGET (self->views)) - 1;
  RlLesionTimes *times = rl_reading_get_times (rl_window_get_reading (self));

  g_autoptr(GPtrArray) history = self->history != NULL ? self->history (lesion->id, self->history_data) : NULL;

  if (times != NULL)
    rl_lesion_details_set_times (RL_LESION_DETAILS (details), times);
  if (history != NULL)
    rl_lesion_details_set_history (RL_LESION_DETAILS (details), history);
  gtk_widget_set_parent (details, GTK_WIDGET (self->views));
  gtk_popover_set_position (GTK_POPOVER (details), GTK_POS_LEFT);
  gtk_popover_set_pointing_to (GTK_POPOVER (details), &(GdkRectangle) { MAX (right, 0), TOP_MARGIN, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (details));

  return RL_LESION_DETAILS (details);
}

static void
details_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimLesion *lesion = find_active (self);

  if (lesion != NULL)
    show_details (self, lesion);
}

static void
features_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimLesion *lesion = find_active (self);

  if (lesion != NULL)
    rl_lesion_details_show_features (show_details (self, lesion));
}

/* Returns: (nullable): the active lesion if nobody signed it; who did is said */
static RimLesion *
find_unsigned (RlWindow *self)
{
  RimLesion *lesion = find_active (self);
  g_autoptr(GError) error = NULL;

  if (lesion == NULL || !rim_lesion_is_signed (lesion))
    return lesion;

  rim_lesion_check_editable (lesion, &error);
  rl_window_say (self, error->message);

  return NULL;
}

static void
set_status (RlWindow        *self,
            RimReviewStatus  status)
{
  RimLesion *lesion = find_unsigned (self);
  g_autofree char *message = NULL;

  if (lesion == NULL)
    return;

  message = g_strdup_printf ("“%s”: %s", lesion->name, rl_lesion_review_status_name (status));
  if (rl_lesion_review_set_status (self->session, lesion->id, status, NULL))
    rl_window_say (self, message);
}

static void
finish_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  set_status (RL_WINDOW (widget), RIM_REVIEW_DONE);
}

static void
approve_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  set_status (RL_WINDOW (widget), RIM_REVIEW_APPROVED);
}

static void
reject_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimLesion *lesion = find_unsigned (self);

  if (lesion != NULL)
    rl_lesion_details_ask_text (show_details (self, lesion), _("Why is it rejected?"));
}

static void
comment_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimLesion *lesion = find_unsigned (self);

  if (lesion != NULL)
    rl_lesion_details_ask_text (show_details (self, lesion), _("Comment at the crosshair"));
}

typedef struct
{
  GPtrArray *lesions;     /* of RimLesion, one for each comment */
  GPtrArray *comments;    /* of RimComment */
} Comments;

static gboolean
list_open_cb (RimLesion  *lesion,
              RimComment *comment,
              RimComment *resolution,
              gpointer    data)
{
  Comments *self = data;

  if (resolution == NULL)
    {
      g_ptr_array_add (self->lesions, lesion);
      g_ptr_array_add (self->comments, comment);
    }

  return TRUE;
}

static guint
find_comment_at (const Comments *self,
                 RimVec3         point)
{
  for (guint i = 0; i < self->comments->len; i++)
    {
      RimComment *comment = g_ptr_array_index (self->comments, i);

      if (rim_vec3_length (rim_vec3_sub (comment->point, point)) < 0.01)
        return i;
    }

  return G_MAXUINT;
}

/* From open comment to open comment; what one says is shown where the crosshair is. */
static void
next_comment_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  g_autoptr(GPtrArray) lesions = g_ptr_array_new ();
  g_autoptr(GPtrArray) comments = g_ptr_array_new ();
  Comments open = { lesions, comments };
  gboolean is_forth = g_variant_get_int32 (param) > 0;
  RimVec3 point;
  guint at;

  rl_session_foreach_comment (self->session, list_open_cb, &open);
  if (comments->len == 0)
    {
      rl_window_say (self, _("There is no open comment"));
      return;
    }

  at = find_comment_at (&open, rl_session_get_cursor (self->session));
  if (at == G_MAXUINT)
    at = is_forth ? 0 : comments->len - 1;
  else
    at = (at + (is_forth ? 1 : comments->len - 1)) % comments->len;

  point = ((RimComment *) g_ptr_array_index (comments, at))->point;
  rl_session_set_active_lesion (self->session, ((RimLesion *) g_ptr_array_index (lesions, at))->id);
  rl_session_set_cursor (self->session, point);
}

static void
sign_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimLesion *lesion = find_unsigned (self);

  if (lesion != NULL)
    rl_lesion_details_ask_name (show_details (self, lesion));
}

static void
reopen_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimLesion *lesion = find_active (self);

  if (lesion == NULL)
    return;

  if (rim_lesion_is_signed (lesion))
    rl_lesion_details_ask_text (show_details (self, lesion), _("Why is it reopened?"));
  else
    rl_lesion_review_reopen (self->session, lesion->id, NULL);
}

/**
 * rl_window_set_history:
 * @self: a window
 * @func: (nullable): finds what was done to a lesion
 * @data: for @func; it lives as long as the window
 */
void
rl_window_set_history (RlWindow      *self,
                       RlHistoryFunc  func,
                       gpointer       data)
{
  g_return_if_fail (RL_IS_WINDOW (self));

  self->history = func;
  self->history_data = data;
}

/* Nothing is said of a lesion that nobody sees. */
void
rl_window_update_lesion_actions (RlWindow *self)
{
  static const char *const names[] = {
    "review.details", "review.features", "review.finish", "review.approve",
    "review.reject", "review.comment", "review.next-comment", "review.sign",
    "review.reopen",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], rl_window_shows_images (self));
}

void
rl_window_class_install_lesion_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "review.details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "review.features", NULL, features_action);
  gtk_widget_class_install_action (widget_class, "review.finish", NULL, finish_action);
  gtk_widget_class_install_action (widget_class, "review.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "review.reject", NULL, reject_action);
  gtk_widget_class_install_action (widget_class, "review.comment", NULL, comment_action);
  gtk_widget_class_install_action (widget_class, "review.next-comment", "i", next_comment_action);
  gtk_widget_class_install_action (widget_class, "review.sign", NULL, sign_action);
  gtk_widget_class_install_action (widget_class, "review.reopen", NULL, reopen_action);
}
