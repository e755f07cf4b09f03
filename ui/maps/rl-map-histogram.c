/* rl-map-histogram.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-histogram.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "features/rl-highlighter.h"
#include "map/rim-map-distribution.h"
#include "maps/rl-map-range-bar.h"

#define N_BINS 96

struct _RlMapHistogram
{
  GtkWidget           parent_instance;

  RlJobs             *jobs;
  RlSession          *session;
  RlMapLayer         *layer;
  RlHighlighter      *highlighter;
  RimVolume          *counted;           /* whose values are shown or asked for */
  RimVolume          *shown;
  RimMapDistribution *distribution;
  gboolean            is_pointing;

  GtkWidget          *box;
  RlHistogramView    *view;
  RlMapRangeBar      *bar;
  GtkLabel           *text;
};

enum
{
  COUNTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMapHistogram, rl_map_histogram, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

typedef struct
{
  RimVolume          *map;
  RimMapDistribution *distribution;      /* nothing where the map has no value as yet */
} Count;

static void
count_free (gpointer data)
{
  Count *self = data;

  g_clear_pointer (&self->distribution, rim_map_distribution_free);
  rim_volume_unref (self->map);
  g_free (self);
}

static gpointer
count_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  Count *count = g_new0 (Count, 1);

  count->map = rim_volume_ref (data);
  count->distribution = rim_map_distribution_new (data, N_BINS, NULL);

  return count;
}

/* Values of the range, and what part of all they are. */
static char *
describe_range (RlMapHistogram *self,
                double          lower,
                double          upper)
{
  const RimHistogram *histogram = self->distribution->histogram;
  g_autofree char *low = rl_map_layer_describe_number (self->layer, lower);
  g_autofree char *high = rl_map_layer_describe_number (self->layer, upper);
  g_autofree char *share = NULL;
  gsize n = 0;

  for (guint bin = 0; bin < histogram->n_bins; bin++)
    {
      const double middle = histogram->lower + (bin + 0.5) * histogram->width;

      n += middle >= lower && middle < upper ? histogram->counts[bin] : 0;
    }

  share = g_strdup_printf ("%.1f %%", 100.0 * (double) n / (double) histogram->n_voxels);

  return g_strdup_printf (_("%s to %s: %s of the voxels"), low, high, share);
}

static char *
describe_quartiles (RlMapHistogram *self)
{
  const double *quartiles = self->distribution->quartiles;
  g_autofree char *lower = rl_map_layer_describe_number (self->layer, quartiles[0]);
  g_autofree char *median = rl_map_layer_describe_number (self->layer, quartiles[1]);
  g_autofree char *upper = rl_map_layer_describe_number (self->layer, quartiles[2]);

  return g_strdup_printf (_("Median %s, quartiles %s to %s"), median, lower, upper);
}

static void
update_text (RlMapHistogram *self)
{
  g_autofree char *text = NULL;
  double lower, upper;

  if (self->distribution == NULL)
    text = g_strdup (_("No values"));
  else if (rl_histogram_view_get_range (self->view, &lower, &upper))
    text = describe_range (self, lower, upper);
  else
    text = describe_quartiles (self);

  gtk_label_set_text (self->text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), text);
}

static void
point_at_range (RlMapHistogram *self)
{
  const RimHistogram *histogram = self->distribution != NULL ? self->distribution->histogram : NULL;
  double lower, upper;

  if (histogram == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !rl_histogram_view_get_values (self->view, &lower, &upper))
    {
      if (self->is_pointing)
        rl_highlighter_clear (self->highlighter);
      self->is_pointing = FALSE;
      return;
    }

  self->is_pointing = TRUE;
  rl_highlighter_point_at (self->highlighter, self->distribution->mask, self->shown, lower, upper);
}

static void
range_changed_cb (RlMapHistogram *self)
{
  update_text (self);
  point_at_range (self);
}

/* Escape takes the highlight away wherever the focus is. */
static void
display_changed_cb (RlMapHistogram *self)
{
  if (self->is_pointing && rl_session_get_highlight (self->session) == NULL &&
      !rl_highlighter_is_busy (self->highlighter) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    rl_histogram_view_clear_range (self->view);
}

static void
show_distribution (RlMapHistogram *self)
{
  const RimMapDistribution *distribution = self->distribution;
  const RimHistogram *histogram = distribution != NULL ? distribution->histogram : NULL;
  const char *unit = rl_map_layer_get_unit (self->layer);

  rl_histogram_view_set_histogram (self->view, histogram, unit != NULL ? unit : "");
  rl_histogram_view_set_quartiles (self->view, distribution != NULL ? distribution->quartiles : NULL);
  rl_map_range_bar_set_axis (self->bar, histogram != NULL ? histogram->lower : 0.0,
                             histogram != NULL ? histogram->lower + histogram->width * histogram->n_bins : 0.0);
  if (distribution == NULL)
    rl_histogram_view_clear_range (self->view);
  range_changed_cb (self);
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
take_distribution (RlMapHistogram     *self,
                   RimVolume          *shown,
                   RimMapDistribution *distribution)
{
  if (shown != NULL)
    rim_volume_ref (shown);
  g_clear_pointer (&self->shown, rim_volume_unref);
  g_clear_pointer (&self->distribution, rim_map_distribution_free);
  self->shown = shown;
  self->distribution = distribution;
  show_distribution (self);
}

static void
count_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  Count *count = result;

  take_distribution (owner, count->map, g_steal_pointer (&count->distribution));
}

static const RlJobKind count_kind = {
  .policy = RL_JOB_LATEST,
  .run = count_run,
  .done = count_done,
  .free_input = (GDestroyNotify) rim_volume_unref,
  .free_result = count_free,
};

static void
follow_layer (RlMapHistogram *self)
{
  RimVolume *map = rl_map_layer_get_volume (self->layer);

  if (map == self->counted || (map != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self))))
    return;

  if (map != NULL)
    rim_volume_ref (map);
  g_clear_pointer (&self->counted, rim_volume_unref);
  self->counted = map;
  if (map != NULL)
    {
      rl_jobs_start (self->jobs, &count_kind, self, rim_volume_ref (map));
    }
  else
    {
      rl_jobs_cancel (self->jobs, &count_kind, self);
      take_distribution (self, NULL, NULL);
    }
}

/* A range of another map means nothing. */
static void
name_cb (RlMapHistogram *self)
{
  rl_histogram_view_clear_range (self->view);
}

static void
probe_changed_cb (RlMapHistogram *self)
{
  double value = NAN;
  RimVec3 point;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || !rl_session_get_probe (self->session, &point) ||
      !rl_map_layer_get_value (self->layer, point, &value))
    value = NAN;

  rl_histogram_view_set_mark (self->view, value);
}

static void
rl_map_histogram_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_map_histogram_parent_class)->map (widget);

  follow_layer (RL_MAP_HISTOGRAM (widget));
  point_at_range (RL_MAP_HISTOGRAM (widget));
}

static void
rl_map_histogram_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_map_histogram_parent_class)->unmap (widget);

  point_at_range (RL_MAP_HISTOGRAM (widget));
}

static void
rl_map_histogram_dispose (GObject *object)
{
  RlMapHistogram *self = RL_MAP_HISTOGRAM (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->distribution, rim_map_distribution_free);
  g_clear_pointer (&self->counted, rim_volume_unref);
  g_clear_pointer (&self->shown, rim_volume_unref);
  g_clear_object (&self->highlighter);
  g_clear_object (&self->layer);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_map_histogram_parent_class)->dispose (object);
}

static void
rl_map_histogram_class_init (RlMapHistogramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_map_histogram_dispose;
  widget_class->map = rl_map_histogram_map;
  widget_class->unmap = rl_map_histogram_unmap;

  signals[COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "maphistogram");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rl_map_histogram_init (RlMapHistogram *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->view = RL_HISTOGRAM_VIEW (rl_histogram_view_new ());
  rl_histogram_view_set_about (self->view, _("Histogram of the map"),
                               _("Drag over values to see where they are (← →, Shift)"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->view));
  g_signal_connect_object (self->view, "range-changed", G_CALLBACK (range_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_text (RlMapHistogram *self)
{
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0.0f);
  gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "caption");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->text));
}

/**
 * rl_map_histogram_new:
 * @jobs: who runs workers
 * @session: what is shown
 * @layer: the map
 *
 * Returns: (transfer floating): its histogram
 */
GtkWidget *
rl_map_histogram_new (RlJobs     *jobs,
                      RlSession  *session,
                      RlMapLayer *layer)
{
  RlMapHistogram *self = g_object_new (RL_TYPE_MAP_HISTOGRAM, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->layer = g_object_ref (layer);
  self->highlighter = rl_highlighter_new (jobs, session);
  self->bar = RL_MAP_RANGE_BAR (rl_map_range_bar_new (layer));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->bar));
  add_text (self);
  g_signal_connect_object (layer, "changed", G_CALLBACK (follow_layer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layer, "notify::name", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "probe-changed", G_CALLBACK (probe_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "display-changed", G_CALLBACK (display_changed_cb), self, G_CONNECT_SWAPPED);
  show_distribution (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none) */
RlHistogramView *
rl_map_histogram_get_view (RlMapHistogram *self)
{
  g_return_val_if_fail (RL_IS_MAP_HISTOGRAM (self), NULL);

  return self->view;
}

/* Returns: (transfer none): what stands below */
const char *
rl_map_histogram_get_text (RlMapHistogram *self)
{
  g_return_val_if_fail (RL_IS_MAP_HISTOGRAM (self), NULL);

  return gtk_label_get_text (self->text);
}

gboolean
rl_map_histogram_is_busy (RlMapHistogram *self)
{
  g_return_val_if_fail (RL_IS_MAP_HISTOGRAM (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &count_kind, self) || rl_highlighter_is_busy (self->highlighter);
}
