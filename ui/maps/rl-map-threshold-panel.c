/* rl-map-threshold-panel.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-threshold-panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "delineate/rim-range.h"
#include "segment/rim-lesion-review.h"
#include "tools/rl-target.h"
#include "volume/rim-mask-resample.h"
#include "widgets/rl-parameter-form.h"
#include "widgets/rl-range-picker.h"

#define TOOL "map-threshold"

/* So many steps has the range of a map, and as many decimals as that takes. */
#define N_STEPS    500.0
#define MAX_DIGITS 8

/* A worker's. */
typedef struct
{
  RimVolume *map;
  double     low;
  double     high;
  RimGrid    grid;             /* of the lesion */
} Question;

struct _RlMapThresholdPanel
{
  GtkWidget             parent_instance;

  RlJobs               *jobs;
  RlSession            *session;
  RlMapLayer           *layer;
  RimVolume            *map;           /* that the numbers are of */
  char                 *name;          /* of that map */
  RimRangeLevels       *levels;
  double                low;
  double                high;
  double                step;          /* what is shown is what is used */
  gboolean              has_range;
  gboolean              is_chosen;     /* the range, by the user */
  RlMapThresholdResult  result;
  RimMask              *region;        /* the voxels of the range, on the grid of the lesion */
  gboolean              is_trying;     /* changes propose something */
  gboolean              is_own;        /* the proposal changes because of this */

  GtkWidget            *box;
  RlRangePicker        *picker;
  RlParameterForm      *form;
  GtkLabel             *text;
  GtkWidget            *controls;
  GtkWidget            *accept;
};

G_DEFINE_FINAL_TYPE (RlMapThresholdPanel, rl_map_threshold_panel, GTK_TYPE_WIDGET)

static void
question_free (gpointer data)
{
  Question *self = data;

  rim_volume_unref (self->map);
  g_free (self);
}

static gpointer
levels_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  const Question *question = data;
  RimRangeRegion region;

  rim_range_region_init_all (&region, question->map);

  return rim_range_levels_new (question->map, &region, rl_job_get_cancellable (job), error);
}

static gpointer
find_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Question *question = data;
  const RimRange range = { question->low, question->high, RIM_RANGE_ALL, { 0, 0, 0 } };
  g_autoptr(RimMask) found = NULL;
  RimRangeRegion region;

  rim_range_region_init_all (&region, question->map);
  found = rim_range_find (question->map, &region, &range, rl_job_get_cancellable (job), error);

  return found != NULL ? rim_mask_resample (found, &question->grid) : NULL;
}

static void
say (RlMapThresholdPanel *self,
     const char          *text)
{
  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *text != '\0');
}

static gboolean
is_ours (RlMapThresholdPanel *self)
{
  return g_strcmp0 (rl_session_get_proposal_tool (self->session), TOOL) == 0;
}

/* Says why there is nothing to accept. What others propose stays. */
static void
propose_nothing (RlMapThresholdPanel *self,
                 const char          *text)
{
  self->is_own = TRUE;
  if (is_ours (self))
    rl_session_discard_proposal (self->session);
  self->is_own = FALSE;
  say (self, text);
}

static RimLesion *
get_active (RlMapThresholdPanel *self)
{
  return rl_session_find_lesion (self->session, rl_session_get_active_lesion (self->session));
}

/* On the grid of the active lesion, or of the image where none is. */
static const RimGrid *
get_grid (RlMapThresholdPanel *self)
{
  RimLesion *active = get_active (self);
  RimVolume *base = rl_session_get_base (self->session);

  if (active != NULL)
    return rim_mask_get_grid (active->mask);

  return base != NULL ? rim_volume_get_grid (base) : NULL;
}

/* The active lesion as it would be. */
static void
propose_change (RlMapThresholdPanel *self)
{
  RimLesion *active = get_active (self);
  g_autoptr(GPtrArray) before = g_ptr_array_new ();
  g_autoptr(GPtrArray) after = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(GError) error = NULL;

  if (active == NULL || !rim_lesion_check_editable (active, &error))
    {
      propose_nothing (self, error != NULL ? error->message : _("Choose a lesion to change"));
      return;
    }

  mask = self->result == RL_MAP_THRESHOLD_REPLACE ? rim_mask_ref (self->region)
                                                  : rim_mask_combine (active->mask, self->region, RIM_MASK_INTERSECT);
  if (rim_mask_count (mask) == 0)
    {
      propose_nothing (self, _("Nothing of the lesion has such values"));
      return;
    }
  g_ptr_array_add (before, active);
  g_ptr_array_add (after, rim_lesion_with_mask (active, mask));
  rl_session_propose_lesions (self->session, before, after, TOOL);
}

static void
propose_new (RlMapThresholdPanel *self)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GPtrArray) lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  g_ptr_array_add (lesions, rl_target_new_lesion (self->session, self->region, 0));
  rl_session_propose_lesions (self->session, none, lesions, TOOL);
}

static void
propose (RlMapThresholdPanel *self)
{
  if (self->region == NULL)
    return;
  if (rim_mask_count (self->region) == 0)
    {
      propose_nothing (self, _("Nothing here has such values"));
      return;
    }

  say (self, "");
  self->is_own = TRUE;
  if (self->result == RL_MAP_THRESHOLD_NEW)
    propose_new (self);
  else
    propose_change (self);
  self->is_own = FALSE;
}

static void
find_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlMapThresholdPanel *self = owner;

  if (!self->is_trying || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->region, rim_mask_unref);
  if (result == NULL)
    {
      propose_nothing (self, error->message);
      return;
    }
  self->region = rim_mask_ref (result);
  propose (self);
}

static void
take_range (RlMapThresholdPanel *self,
            double               low,
            double               high)
{
  self->low = floor (low / self->step + 1e-6) * self->step;
  self->high = ceil (high / self->step - 1e-6) * self->step;
  self->has_range = TRUE;
}

static void
show_range (RlMapThresholdPanel *self)
{
  const double span = self->levels->max - self->levels->min;
  double digits;

  self->step = span > 0 ? pow (10.0, MAX (floor (log10 (span / N_STEPS)), -MAX_DIGITS)) : 1.0;
  digits = MAX (-log10 (self->step), 0.0);
  rl_range_picker_set_digits (self->picker, (guint) (digits + 0.5), self->step);
  rl_range_picker_set_levels (self->picker, self->levels);
  if (!self->is_chosen)
    take_range (self, isnan (self->levels->threshold) ? self->levels->min : self->levels->threshold,
                self->levels->max);
  rl_range_picker_set_range (self->picker, self->low, self->high);
}

static void
levels_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  RlMapThresholdPanel *self = owner;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->levels, rim_range_levels_free);
  gtk_widget_set_sensitive (self->controls, result != NULL);
  if (result == NULL)
    {
      say (self, error->message);
      return;
    }

  self->levels = g_memdup2 (result, sizeof (RimRangeLevels));
  self->levels->counts = g_memdup2 (self->levels->counts, self->levels->n_bins * sizeof (guint64));
  if (!self->is_trying)
    say (self, "");
  show_range (self);
}

static const RlJobKind levels_kind = {
  .policy = RL_JOB_LATEST,
  .run = levels_run,
  .done = levels_done,
  .free_input = question_free,
  .free_result = (GDestroyNotify) rim_range_levels_free,
};

/* Answers keep coming while a handle is dragged. */
static const RlJobKind find_kind = {
  .policy = RL_JOB_LATEST,
  .run = find_run,
  .done = find_done,
  .free_input = question_free,
  .free_result = (GDestroyNotify) rim_mask_unref,
};

static Question *
question_new (RlMapThresholdPanel *self,
              const RimGrid       *grid)
{
  Question *question = g_new0 (Question, 1);

  question->map = rim_volume_ref (self->map);
  question->low = self->low;
  question->high = self->high;
  question->grid = *grid;

  return question;
}

static void
preview (RlMapThresholdPanel *self)
{
  const RimGrid *grid = get_grid (self);

  if (self->is_trying && self->map != NULL && self->has_range && grid != NULL)
    rl_jobs_start (self->jobs, &find_kind, self, question_new (self, grid));
}

static void
stop (RlMapThresholdPanel *self)
{
  rl_jobs_cancel (self->jobs, &find_kind, self);
  g_clear_pointer (&self->region, rim_mask_unref);
  self->is_trying = FALSE;
}

/* Another map has other values, so that the range means nothing; the same one may have new
 * values, as the brush moves.
 */
static void
take_map (RlMapThresholdPanel *self,
          RimVolume           *map)
{
  const char *name = rl_map_layer_get_name (self->layer);
  const gboolean is_other = g_strcmp0 (name, self->name) != 0;

  if (is_other || map == NULL)
    {
      stop (self);
      propose_nothing (self, "");
    }
  if (is_other)
    {
      self->has_range = FALSE;
      self->is_chosen = FALSE;
      g_free (self->name);
      self->name = g_strdup (name);
    }
  g_clear_pointer (&self->map, rim_volume_unref);
  self->map = map != NULL ? rim_volume_ref (map) : NULL;
}

static void
layer_cb (RlMapThresholdPanel *self)
{
  RimVolume *map = rl_map_layer_get_volume (self->layer);
  const RimGrid *grid = get_grid (self);
  const char *unit = rl_map_layer_get_unit (self->layer);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || rl_map_layer_get_busy (self->layer) || map == self->map)
    return;

  take_map (self, map);
  if (map == NULL || grid == NULL)
    {
      gtk_widget_set_sensitive (self->controls, FALSE);
      say (self, _("Choose a map first"));
      return;
    }

  rl_range_picker_set_unit (self->picker, RIM_UNIT_STORED, unit != NULL ? unit : "");
  rl_jobs_start (self->jobs, &levels_kind, self, question_new (self, grid));
  preview (self);
}

/* Accepted, discarded, or another proposes something else. */
static void
proposal_cb (RlMapThresholdPanel *self)
{
  const gboolean is_there = rl_session_get_proposal (self->session) != NULL && is_ours (self);

  gtk_widget_set_sensitive (self->accept, is_there);
  if (!self->is_own && self->is_trying && !is_there)
    stop (self);
}

static void
lesion_cb (RlMapThresholdPanel *self)
{
  preview (self);
}

static void
range_cb (RlMapThresholdPanel *self,
          double               low,
          double               high)
{
  rl_map_threshold_panel_set_range (self, low, high);
}

static void
form_cb (RlMapThresholdPanel *self,
         guint                parameter,
         double               value)
{
  rl_map_threshold_panel_set_result (self, (RlMapThresholdResult) value);
}

static void
colours_cb (RlMapThresholdPanel *self)
{
  double low, high;

  rl_map_layer_get_range (self->layer, &low, &high);
  rl_map_threshold_panel_set_range (self, low, high);
}

static void
otsu_cb (RlMapThresholdPanel *self)
{
  if (self->levels == NULL)
    return;

  rl_map_threshold_panel_set_range (self, isnan (self->levels->threshold) ? self->levels->min
                                                                          : self->levels->threshold,
                                    self->levels->max);
}

static void
accept_cb (RlMapThresholdPanel *self)
{
  if (!is_ours (self))
    return;
  if (!rl_session_accept_proposal (self->session))
    say (self, _("Finish what is being drawn first"));
}

static void
discard_cb (RlMapThresholdPanel *self)
{
  stop (self);
  propose_nothing (self, "");
}

/* Numbers keep keys for themselves, so the window does not see them. */
static gboolean
key_cb (RlMapThresholdPanel *self,
        guint                keyval,
        guint                keycode,
        GdkModifierType      modifiers)
{
  if (keyval != GDK_KEY_Escape || !is_ours (self))
    return FALSE;

  discard_cb (self);

  return TRUE;
}

static void
rl_map_threshold_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_map_threshold_panel_parent_class)->map (widget);
  layer_cb (RL_MAP_THRESHOLD_PANEL (widget));
}

static void
rl_map_threshold_panel_dispose (GObject *object)
{
  RlMapThresholdPanel *self = RL_MAP_THRESHOLD_PANEL (object);

  if (self->jobs != NULL)
    {
      rl_jobs_cancel (self->jobs, &levels_kind, self);
      stop (self);
    }
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->levels, rim_range_levels_free);
  g_clear_pointer (&self->map, rim_volume_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->layer);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_map_threshold_panel_parent_class)->dispose (object);
}

static void
rl_map_threshold_panel_class_init (RlMapThresholdPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_map_threshold_panel_dispose;
  widget_class->map = rl_map_threshold_panel_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
append_buttons (RlMapThresholdPanel *self,
                GtkWidget           *box,
                const char          *first,
                GCallback            first_cb,
                const char          *second,
                GCallback            second_cb)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *buttons[] = { gtk_button_new_with_label (first), gtk_button_new_with_label (second) };

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  g_signal_connect_object (buttons[0], "clicked", first_cb, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buttons[1], "clicked", second_cb, self, G_CONNECT_SWAPPED);
  for (guint n = 0; n < G_N_ELEMENTS (buttons); n++)
    gtk_box_append (GTK_BOX (row), buttons[n]);
  gtk_box_append (GTK_BOX (box), row);

  return buttons[1];
}

static void
add_controls (RlMapThresholdPanel *self)
{
  const char *const results[] = { _("New lesion"), _("Replace active lesion"), _("Keep within active lesion"), NULL };

  self->controls = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_sensitive (self->controls, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->controls);
  self->picker = RL_RANGE_PICKER (rl_range_picker_new ());
  g_signal_connect_object (self->picker, "changed", G_CALLBACK (range_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (self->picker));
  append_buttons (self, self->controls, _("Otsu"), G_CALLBACK (otsu_cb), _("As the Colours"), G_CALLBACK (colours_cb));
  self->form = RL_PARAMETER_FORM (rl_parameter_form_new ());
  rl_parameter_form_add_choice (self->form, _("Result"), results);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (self->form));
}

static void
rl_map_threshold_panel_init (RlMapThresholdPanel *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->step = pow (10.0, -MAX_DIGITS);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Threshold of the map"), -1);
  add_controls (self);
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->text), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->text));
  self->accept = append_buttons (self, self->box, _("Discard"), G_CALLBACK (discard_cb), _("Accept"),
                                 G_CALLBACK (accept_cb));
  gtk_widget_add_css_class (self->accept, "suggested-action");
  gtk_widget_set_sensitive (self->accept, FALSE);

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * rl_map_threshold_panel_new:
 * @jobs: what finds voxels
 * @session: whose map and whose lesions it is about
 */
GtkWidget *
rl_map_threshold_panel_new (RlJobs    *jobs,
                            RlSession *session)
{
  RlMapThresholdPanel *self = g_object_new (RL_TYPE_MAP_THRESHOLD_PANEL, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->layer = g_object_ref (rl_session_get_map_layer (session));
  g_signal_connect_object (self->layer, "changed", G_CALLBACK (layer_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::has-proposal", G_CALLBACK (proposal_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (lesion_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * rl_map_threshold_panel_set_range:
 * @self: a panel
 * @low: the least value of the map that is wanted
 * @high: the greatest
 *
 * From now on changes propose something.
 */
void
rl_map_threshold_panel_set_range (RlMapThresholdPanel *self,
                                  double               low,
                                  double               high)
{
  g_return_if_fail (RL_IS_MAP_THRESHOLD_PANEL (self));
  g_return_if_fail (isfinite (low) && isfinite (high));

  take_range (self, MIN (low, high), MAX (low, high));
  self->is_chosen = TRUE;
  self->is_trying = TRUE;
  rl_range_picker_set_range (self->picker, self->low, self->high);
  preview (self);
}

/* Returns: whether there is a range yet */
gboolean
rl_map_threshold_panel_get_range (RlMapThresholdPanel *self,
                                  double              *low,
                                  double              *high)
{
  g_return_val_if_fail (RL_IS_MAP_THRESHOLD_PANEL (self), FALSE);

  *low = self->low;
  *high = self->high;

  return self->has_range;
}

void
rl_map_threshold_panel_set_result (RlMapThresholdPanel  *self,
                                   RlMapThresholdResult  result)
{
  g_return_if_fail (RL_IS_MAP_THRESHOLD_PANEL (self));

  self->result = result;
  rl_parameter_form_set_value (self->form, 0, result);
  if (self->is_trying)
    propose (self);
}

/* Returns: whether a worker is at it */
gboolean
rl_map_threshold_panel_is_busy (RlMapThresholdPanel *self)
{
  g_return_val_if_fail (RL_IS_MAP_THRESHOLD_PANEL (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &levels_kind, self) || rl_jobs_is_busy (self->jobs, &find_kind, self);
}
