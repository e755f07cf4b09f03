/* rl-brush-chooser.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-brush-chooser.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "canvas/rl-drag.h"
#include "core/rl-jobs.h"
#include "core/rl-unit.h"
#include "delineate/rim-range.h"
#include "widgets/rl-parameter-form.h"
#include "widgets/rl-range-picker.h"

/* The values that are shown are those about the crosshair, within so many mm. */
#define LEVELS_RADIUS 50.0

#define MAX_TOLERANCE 10000.0

#define LABEL_CHARS 10

/* Rows of the form. */
enum
{
  LIMIT,
  IMAGE,
  TOLERANCE
};

typedef struct
{
  RimVolume     *volume;
  RimRangeRegion region;
} Question;

struct _RlBrushChooser
{
  GtkWidget        parent_instance;

  RlJobs          *jobs;
  RlSession       *session;
  GSignalGroup    *session_signals;
  GSignalGroup    *limits_signals;
  RlLayerKind      layer;           /* whose numbers are shown */

  GtkWidget       *button;
  GtkLabel        *label;
  RlParameterForm *form;
  RlRangePicker   *range;
};

G_DEFINE_FINAL_TYPE (RlBrushChooser, rl_brush_chooser, GTK_TYPE_WIDGET)

static void
question_free (gpointer data)
{
  Question *self = data;

  rim_volume_unref (self->volume);
  g_free (self);
}

static gpointer
count_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  const Question *question = data;

  return rim_range_levels_new (question->volume, &question->region, rl_job_get_cancellable (job), error);
}

static void
count_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  rl_range_picker_set_levels (RL_BRUSH_CHOOSER (owner)->range, result);
}

static const RlJobKind count_kind = {
  .policy = RL_JOB_REPLACE,
  .run = count_run,
  .done = count_done,
  .free_input = question_free,
  .free_result = (GDestroyNotify) rim_range_levels_free,
};

static RlBrushLimits *
get_limits (RlBrushChooser *self)
{
  return rl_session_get_brush_limits (self->session);
}

static RimVolume *
get_volume (RlBrushChooser *self)
{
  return rl_session_get_volume (self->session, self->layer);
}

/* What is there may be another place by now. */
static void
count (RlBrushChooser *self)
{
  RimVolume *volume = get_volume (self);
  Question *question;

  rl_range_picker_set_levels (self->range, NULL);
  if (volume == NULL || rim_volume_get_n_ready (volume) < rim_volume_get_grid (volume)->size[2])
    return;

  question = g_new0 (Question, 1);
  question->volume = rim_volume_ref (volume);
  rim_range_region_init_ball (&question->region, volume, rl_session_get_cursor (self->session), LEVELS_RADIUS);
  rl_jobs_start (self->jobs, &count_kind, self, question);
}

static void
update_form (RlBrushChooser *self)
{
  RlBrushLimit kind = rl_brush_limits_get_kind (get_limits (self));
  gboolean has_both = rl_session_get_volume (self->session, RL_LAYER_CT) != NULL &&
                      rl_session_get_volume (self->session, RL_LAYER_PET) != NULL;
  double low, high;

  rl_parameter_form_set_value (self->form, LIMIT, kind);
  rl_parameter_form_set_value (self->form, IMAGE, self->layer);
  rl_parameter_form_set_visible (self->form, IMAGE, has_both && kind != RL_BRUSH_LIMIT_WINDOW);
  rl_parameter_form_set_value (self->form, TOLERANCE, rl_brush_limits_get_tolerance (get_limits (self), self->layer));
  rl_parameter_form_set_visible (self->form, TOLERANCE, kind == RL_BRUSH_LIMIT_LIKE);
  gtk_widget_set_visible (GTK_WIDGET (self->range), kind == RL_BRUSH_LIMIT_RANGE);
  if (kind == RL_BRUSH_LIMIT_RANGE && rl_session_find_brush_range (self->session, self->layer, NULL, &low, &high))
    rl_range_picker_set_range (self->range, low, high);
}

static void
update (RlBrushChooser *self)
{
  g_autofree char *text = NULL;
  g_autofree char *unit = NULL;

  g_assert (RL_IS_BRUSH_CHOOSER (self));

  if (get_volume (self) == NULL)
    self->layer = rl_session_get_base_layer (self->session);
  text = rl_brush_chooser_dup_text (self->session, self->layer);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL && rl_tool_is_brush (rl_session_get_tool (self->session)));
  if (text == NULL)
    return;

  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  unit = rl_unit_name (get_volume (self));
  rl_range_picker_set_unit (self->range, rim_volume_get_unit (get_volume (self)), unit);
  update_form (self);
}

static void
form_cb (RlBrushChooser *self,
         guint           parameter,
         double          value)
{
  if (parameter == LIMIT)
    rl_brush_limits_set_kind (get_limits (self), (RlBrushLimit) value);
  else if (parameter == TOLERANCE)
    rl_brush_limits_set_tolerance (get_limits (self), self->layer, value);
  else
    {
      self->layer = (RlLayerKind) value;
      count (self);
      update (self);
    }
}

static void
range_cb (RlBrushChooser *self,
          double          low,
          double          high)
{
  rl_brush_limits_set_range (get_limits (self), self->layer, low, high);
}

static void
rl_brush_chooser_dispose (GObject *object)
{
  RlBrushChooser *self = RL_BRUSH_CHOOSER (object);

  if (self->jobs != NULL)
    rl_jobs_cancel (self->jobs, &count_kind, self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->limits_signals);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_brush_chooser_parent_class)->dispose (object);
}

static void
rl_brush_chooser_class_init (RlBrushChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_brush_chooser_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_content (RlBrushChooser *self)
{
  const char *const limits[] = { _("All they sweep"), _("Within the window"), _("Between two values"),
                                 _("Like the first press"), NULL };
  const char *const images[] = { _("CT"), _("PET"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->form = RL_PARAMETER_FORM (rl_parameter_form_new ());
  rl_parameter_form_add_choice (self->form, _("Brushes change"), limits);
  rl_parameter_form_add_choice (self->form, _("Image"), images);
  rl_parameter_form_add_number (self->form, _("Tolerance"), NULL, 0, MAX_TOLERANCE, 0.1, 1);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));

  self->range = RL_RANGE_PICKER (rl_range_picker_new ());
  g_signal_connect_object (self->range, "changed", G_CALLBACK (range_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->range));

  return box;
}

static void
rl_brush_chooser_init (RlBrushChooser *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->jobs = rl_jobs_new ();
  self->button = gtk_menu_button_new ();
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->label, LABEL_CHARS);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), GTK_WIDGET (self->label));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_set_tooltip_text (self->button, _("Values that brushes change (Shift+X)"));
  gtk_popover_set_child (GTK_POPOVER (popover), make_content (self));
  g_signal_connect_object (popover, "show", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Limit of brushes"), -1);

  self->session_signals = g_signal_group_new (RL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::tool", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->session_signals, "images-changed", G_CALLBACK (update), self);
  self->limits_signals = g_signal_group_new (RL_TYPE_BRUSH_LIMITS);
  g_signal_group_connect_swapped (self->limits_signals, "changed", G_CALLBACK (update), self);
}

GtkWidget *
rl_brush_chooser_new (void)
{
  return g_object_new (RL_TYPE_BRUSH_CHOOSER, NULL);
}

/**
 * rl_brush_chooser_set_session:
 * @self: a chooser
 * @session: whose brushes it is about
 */
void
rl_brush_chooser_set_session (RlBrushChooser *self,
                              RlSession      *session)
{
  g_return_if_fail (RL_IS_BRUSH_CHOOSER (self));
  g_return_if_fail (RL_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->limits_signals, rl_session_get_brush_limits (session));
  update (self);
}

/* A minus is as wide as a plus. */
static char *
format_value (RimVolume *volume,
              double     value)
{
  g_autofree char *digits = g_strdup_printf ("%.*f", rim_volume_get_unit (volume) == RIM_UNIT_HU ? 0 : 2, fabs (value));

  return g_strconcat (value < 0 ? "−" : "", digits, NULL);
}

/**
 * rl_brush_chooser_dup_text:
 * @session: a session
 * @layer: the image that is seen
 *
 * Returns: (transfer full) (nullable): which values brushes change there; %NULL for all
 */
char *
rl_brush_chooser_dup_text (RlSession   *session,
                           RlLayerKind  layer)
{
  RlBrushLimits *limits = rl_session_get_brush_limits (session);
  RlBrushLimit kind = rl_brush_limits_get_kind (limits);
  RimVolume *volume = rl_session_get_volume (session, layer);
  g_autofree char *unit = volume != NULL ? rl_unit_name (volume) : NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  double low, high;

  if (volume == NULL || kind == RL_BRUSH_LIMIT_NONE)
    return NULL;
  if (kind == RL_BRUSH_LIMIT_WINDOW)
    return g_strdup (_("Within the window"));
  if (kind == RL_BRUSH_LIMIT_LIKE)
    {
      first = format_value (volume, rl_brush_limits_get_tolerance (limits, layer));
      /* Translators: a tolerance about the value where a stroke begins, and its unit. */
      return g_strdup_printf (_("First press ± %s %s"), first, unit);
    }

  rl_session_find_brush_range (session, layer, NULL, &low, &high);
  first = format_value (volume, low);
  last = format_value (volume, high);

  /* Translators: a range of values, and their unit. */
  return g_strdup_printf (_("%s to %s %s"), first, last, unit);
}
