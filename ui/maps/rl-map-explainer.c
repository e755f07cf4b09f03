/* rl-map-explainer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-explainer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-accessible.h"
#include "features/rl-feature-item.h"
#include "maps/rl-map-explanation-text.h"
#include "maps/rl-map-formula.h"
#include "maps/rl-map-matrix.h"
#include "maps/rl-map-neighbourhood.h"

/* What is shown has its height whatever the voxel. */
#define MATRIX_ROWS 6

typedef struct
{
  RimMapInput   *input;
  RimMapFeature  feature;
  RimVec3        point;
} Question;

typedef struct
{
  RimMapExplanation *told;          /* nothing where the point lies in no voxel of the map */
} Answer;

struct _RlMapExplainer
{
  GtkWidget            parent_instance;

  RlJobs              *jobs;
  RlSession           *session;
  RimMapInput         *input;
  RimMapFeature        feature;
  char                *title;
  char                *unit;
  RimVec3              point;
  gboolean             has_point;
  RimMask             *held;        /* what this points at */
  RimMapExplanation   *told;
  guint                table;

  GtkWidget           *box;
  GtkLabel            *place;
  GtkLabel            *value;
  GtkToggleButton     *hold;
  GtkWidget           *copy;
  RlMapNeighbourhood  *neighbourhood;
  GtkAdjustment       *scroll;
  double               scrolled_most;
  guint                center_source;
  GtkLabel            *table_title;
  GtkWidget           *table_head;
  GtkWidget           *turners;
  RlMapMatrix         *matrix;
  GtkLabel            *formula;
  GtkLabel            *terms;
  GtkLabel            *mean;
};

enum
{
  EXPLAINED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMapExplainer, rl_map_explainer, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
question_free (gpointer data)
{
  Question *self = data;

  rim_map_input_unref (self->input);
  g_free (self);
}

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_clear_pointer (&self->told, rim_map_explanation_free);
  g_free (self);
}

static gpointer
explain_run (RlJob     *job,
             gpointer   data,
             GError   **error)
{
  const Question *question = data;
  Answer *answer = g_new0 (Answer, 1);
  guint32 voxel;

  if (rim_map_input_find_voxel (question->input, question->point, &voxel))
    answer->told = rim_map_explain (question->input, &question->feature, voxel);

  return answer;
}

static const RimMapTable *
get_table (RlMapExplainer *self)
{
  if (self->told == NULL || self->told->n_tables == 0)
    return NULL;

  return self->told->tables[MIN (self->table, self->told->n_tables - 1)];
}

static gboolean
center_cb (gpointer data)
{
  RlMapExplainer *self = data;

  self->center_source = 0;
  gtk_adjustment_set_value (self->scroll, self->scrolled_most / 2);

  return G_SOURCE_REMOVE;
}

/* The slice in the middle is in the middle, until somebody scrolls. While widgets are being
 * placed nothing can be scrolled.
 */
static void
center_neighbourhood (RlMapExplainer *self)
{
  const double most = gtk_adjustment_get_upper (self->scroll) - gtk_adjustment_get_page_size (self->scroll);

  if (most == self->scrolled_most)
    return;

  self->scrolled_most = most;
  if (self->center_source == 0)
    self->center_source = g_idle_add (center_cb, self);
}

static void
show_place (RlMapExplainer *self)
{
  const RimMapExplanation *told = self->told;
  g_autofree char *text = told != NULL
                          ? g_strdup_printf (_("Voxel %u, %u, %u"), told->at[0], told->at[1], told->at[2])
                          : g_strdup (_("Point at a voxel of the map"));

  gtk_label_set_text (self->place, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->hold), told != NULL);
  gtk_widget_set_sensitive (self->copy, told != NULL);
}

static void
show_table_title (RlMapExplainer    *self,
                  const RimMapTable *table)
{
  g_autofree char *step = table != NULL ? rl_map_table_dup_step (table) : NULL;
  g_autofree char *text = NULL;

  if (table == NULL)
    text = g_strdup ("");
  else if (step == NULL)
    text = g_strdup (rl_map_table_get_name (table));
  else
    text = g_strdup_printf (_("%s, direction %u of %u %s"), rl_map_table_get_name (table),
                            MIN (self->table, self->told->n_tables - 1) + 1, self->told->n_tables, step);

  gtk_label_set_text (self->table_title, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->matrix), table != NULL ? rl_map_table_get_title (table) : NULL);
  gtk_widget_set_sensitive (self->turners, self->told != NULL && self->told->n_tables > 1);
}

/* The terms of the formula, and what it gives for this table alone. */
static void
show_terms (RlMapExplainer    *self,
            const RimMapTable *table)
{
  g_autofree char *terms = table != NULL ? rl_map_table_dup_terms (table) : g_strdup ("");
  g_autofree char *markup = rl_map_formula_to_markup (terms);
  g_autofree char *value = table != NULL ? rl_feature_format_value (table->value) : NULL;
  g_autofree char *text = NULL;

  if (table == NULL || self->told->n_tables < 2)
    text = g_steal_pointer (&markup);
  else if (isnan (table->value))
    text = g_strdup (_("No value in this direction"));
  else
    text = g_strdup_printf ("%s%s= %s", markup, *markup != '\0' ? ",  " : "", value);

  gtk_label_set_markup (self->terms, text);
  gtk_widget_set_visible (GTK_WIDGET (self->terms), self->told == NULL || *text != '\0');
}

static char *
dup_value (RlMapExplainer *self)
{
  if (self->told == NULL)
    return g_strdup ("");

  return rl_map_explanation_dup_value (self->told, rl_session_get_map_layer (self->session), self->unit);
}

static void
show_value (RlMapExplainer *self)
{
  const RimMapExplanation *told = self->told;
  g_autofree char *value = dup_value (self);
  g_autofree char *line = g_strconcat ("= ", value, NULL);
  g_autofree char *mean = NULL;

  if (told != NULL && told->n_tables > 1)
    {
      const guint n = rim_map_explanation_count_used (told);

      mean = g_strdup_printf (ngettext ("Mean of %u direction = %s", "Mean of %u directions = %s", n), n, value);
    }
  gtk_label_set_text (self->mean, mean != NULL ? mean : told != NULL ? line : "");
  gtk_label_set_text (self->value, value);
}

/* What has no matrix, which is so for all of a map, leaves no room for one. */
static void
show_table (RlMapExplainer *self)
{
  const RimMapTable *table = get_table (self);
  const gboolean has_room = self->told == NULL || table != NULL;

  gtk_widget_set_visible (self->table_head, has_room);
  gtk_widget_set_visible (GTK_WIDGET (self->matrix), has_room);
  show_table_title (self, table);
  rl_map_matrix_set_table (self->matrix, table);
  show_terms (self, table);
}

/* The window of a voxel that is held is pointed at over the images. */
static void
point_at_window (RlMapExplainer *self)
{
  g_autoptr(RimMask) mask = NULL;

  if (rl_session_get_map_held (self->session) && self->told != NULL &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    mask = rim_map_explanation_new_mask (self->told);

  if (mask != NULL || self->held != NULL)
    rl_session_set_highlight (self->session, mask);
  g_clear_pointer (&self->held, rim_mask_unref);
  self->held = g_steal_pointer (&mask);
}

static void
take_told (RlMapExplainer    *self,
           RimMapExplanation *told)
{
  RimMapExplanation *before = self->told;

  self->told = told;
  show_place (self);
  rl_map_neighbourhood_set_told (self->neighbourhood, told);
  show_table (self);
  show_value (self);
  g_clear_pointer (&before, rim_map_explanation_free);
  point_at_window (self);
  g_signal_emit (self, signals[EXPLAINED], 0);
}

/* What was told of a voxel stays while the pointer is beside the map. */
static void
explain_done (gpointer      owner,
              gpointer      result,
              const GError *error)
{
  RlMapExplainer *self = owner;
  Answer *answer = result;

  if (answer->told != NULL || (self->told != NULL && rl_session_get_map_held (self->session)))
    take_told (self, g_steal_pointer (&answer->told));
}

static const RlJobKind explain_kind = {
  .policy = RL_JOB_LATEST,
  .run = explain_run,
  .done = explain_done,
  .free_input = question_free,
  .free_result = answer_free,
};

static void
ask (RlMapExplainer *self)
{
  Question *question;

  if (self->input == NULL || !self->has_point || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  question = g_new0 (Question, 1);
  question->input = rim_map_input_ref (self->input);
  question->feature = self->feature;
  question->point = self->point;
  rl_jobs_start (self->jobs, &explain_kind, self, question);
}

static void
go_to (RlMapExplainer *self,
       RimVec3         point)
{
  if (rl_session_get_map_held (self->session))
    return;

  self->point = point;
  self->has_point = TRUE;
  ask (self);
}

static void
probe_changed_cb (RlMapExplainer *self)
{
  RimVec3 point;

  if (rl_session_get_probe (self->session, &point))
    go_to (self, point);
}

static void
cursor_changed_cb (RlMapExplainer *self)
{
  go_to (self, rl_session_get_cursor (self->session));
}

static void
held_cb (RlMapExplainer *self)
{
  point_at_window (self);
}

/* Escape, which takes what is pointed at away, lets go. */
static void
display_changed_cb (RlMapExplainer *self)
{
  if (self->held != NULL && rl_session_get_highlight (self->session) == NULL)
    {
      g_clear_pointer (&self->held, rim_mask_unref);
      rl_session_set_map_held (self->session, FALSE);
    }
}

static void
turn_cb (RlMapExplainer *self,
         GtkWidget      *button)
{
  rl_map_explainer_turn (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "by")));
}

static void
copy_cb (RlMapExplainer *self)
{
  g_autofree char *text = rl_map_explainer_dup_text (self);

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
rl_map_explainer_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_map_explainer_parent_class)->map (widget);

  ask (RL_MAP_EXPLAINER (widget));
}

static void
rl_map_explainer_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_map_explainer_parent_class)->unmap (widget);

  point_at_window (RL_MAP_EXPLAINER (widget));
}

static void
rl_map_explainer_dispose (GObject *object)
{
  RlMapExplainer *self = RL_MAP_EXPLAINER (object);

  if (self->box != NULL)
    {
      rl_map_neighbourhood_set_told (self->neighbourhood, NULL);
      rl_map_matrix_set_table (self->matrix, NULL);
    }
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_handle_id (&self->center_source, g_source_remove);
  g_clear_pointer (&self->told, rim_map_explanation_free);
  g_clear_pointer (&self->input, rim_map_input_unref);
  g_clear_pointer (&self->held, rim_mask_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->unit, g_free);
  g_clear_object (&self->jobs);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_map_explainer_parent_class)->dispose (object);
}

static void
rl_map_explainer_class_init (RlMapExplainerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_map_explainer_dispose;
  widget_class->map = rl_map_explainer_map;
  widget_class->unmap = rl_map_explainer_unmap;

  signals[EXPLAINED] = g_signal_new ("explained", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "explainer");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0.0f);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));

  return label;
}

static GtkWidget *
add_button (GtkWidget  *row,
            GtkWidget  *button,
            const char *icon,
            const char *name)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (row), button);

  return button;
}

static void
add_head (RlMapExplainer *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  gtk_box_append (GTK_BOX (self->box), row);
  self->place = add_label (row, "numeric");
  self->value = add_label (row, "numeric");
  gtk_label_set_xalign (self->value, 1.0f);
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "heading");
  self->hold = GTK_TOGGLE_BUTTON (add_button (row, gtk_toggle_button_new (), "view-pin-symbolic",
                                              _("Hold this voxel (K)")));
  self->copy = add_button (row, gtk_button_new (), "edit-copy-symbolic", _("Copy as text"));
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
}

static void
add_neighbourhood (RlMapExplainer *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->scroll = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  self->neighbourhood = RL_MAP_NEIGHBOURHOOD (rl_map_neighbourhood_new (self->scroll));
  gtk_widget_set_halign (GTK_WIDGET (self->neighbourhood), GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->neighbourhood));
  gtk_box_append (GTK_BOX (self->box), scrolled);
  g_signal_connect_object (self->scroll, "changed", G_CALLBACK (center_neighbourhood), self, G_CONNECT_SWAPPED);
}

static void
add_turner (RlMapExplainer *self,
            const char     *icon,
            const char     *name,
            int             by)
{
  GtkWidget *button = add_button (self->turners, gtk_button_new (), icon, name);

  g_object_set_data (G_OBJECT (button), "by", GINT_TO_POINTER (by));
  g_signal_connect_object (button, "clicked", G_CALLBACK (turn_cb), self, G_CONNECT_SWAPPED);
}

static void
add_table (RlMapExplainer *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  gtk_box_append (GTK_BOX (self->box), row);
  self->table_head = row;
  self->table_title = add_label (row, "caption");
  self->turners = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  add_turner (self, "go-previous-symbolic", _("Previous direction"), -1);
  add_turner (self, "go-next-symbolic", _("Next direction"), 1);
  gtk_box_append (GTK_BOX (row), self->turners);

  self->matrix = RL_MAP_MATRIX (rl_map_matrix_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->matrix), -1, rl_map_matrix_get_height (MATRIX_ROWS));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->matrix));
}

static void
add_formula (RlMapExplainer *self)
{
  self->formula = add_label (self->box, "formula");
  gtk_label_set_wrap (self->formula, TRUE);
  gtk_label_set_ellipsize (self->formula, PANGO_ELLIPSIZE_NONE);
  self->terms = add_label (self->box, "numeric");
  self->mean = add_label (self->box, "numeric");
}

static void
rl_map_explainer_init (RlMapExplainer *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_head (self);
  add_neighbourhood (self);
  add_table (self);
  add_formula (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Where the value of a voxel comes from"), -1);
}

/**
 * rl_map_explainer_new:
 * @jobs: who runs workers
 * @session: what is shown
 *
 * Returns: (transfer floating): an explainer without a map
 */
GtkWidget *
rl_map_explainer_new (RlJobs    *jobs,
                      RlSession *session)
{
  RlMapExplainer *self = g_object_new (RL_TYPE_MAP_EXPLAINER, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  g_object_bind_property (session, "map-held", self->hold, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (session, "probe-changed", G_CALLBACK (probe_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "cursor-changed", G_CALLBACK (cursor_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::map-held", G_CALLBACK (held_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "display-changed", G_CALLBACK (display_changed_cb), self, G_CONNECT_SWAPPED);
  take_told (self, NULL);

  return GTK_WIDGET (self);
}

static gboolean
is_feature (RlMapExplainer      *self,
            const RimMapFeature *feature)
{
  return self->input != NULL && feature != NULL && self->feature.family == feature->family &&
         self->feature.row == feature->row;
}

static void
show_formula (RlMapExplainer      *self,
              const RimMapFeature *feature)
{
  g_autofree char *markup = feature != NULL
                            ? rl_map_formula_to_markup (rim_map_feature_get_info (feature)->formula)
                            : g_strdup ("");

  gtk_label_set_markup (self->formula, markup);
}

/**
 * rl_map_explainer_set_map:
 * @self: an explainer
 * @input: (nullable): what the map is computed from; NULL for no map
 * @feature: (nullable): of what
 * @title: (nullable): what the map is called
 * @unit: (nullable): of its values
 *
 * Explains another map from now on, or the same after an edit: then what is shown stays
 * until the new answer is there.
 */
void
rl_map_explainer_set_map (RlMapExplainer      *self,
                          RimMapInput         *input,
                          const RimMapFeature *feature,
                          const char          *title,
                          const char          *unit)
{
  g_return_if_fail (RL_IS_MAP_EXPLAINER (self));

  if (self->input == input && (input == NULL || is_feature (self, feature)))
    return;

  if (!is_feature (self, feature))
    {
      rl_jobs_cancel (self->jobs, &explain_kind, self);
      show_formula (self, input != NULL ? feature : NULL);
      take_told (self, NULL);
    }
  if (input != NULL)
    rim_map_input_ref (input);
  g_clear_pointer (&self->input, rim_map_input_unref);
  self->input = input;
  if (input != NULL)
    self->feature = *feature;
  g_free (self->title);
  self->title = g_strdup (title);
  g_free (self->unit);
  self->unit = g_strdup (unit);
  if (input != NULL && !self->has_point)
    cursor_changed_cb (self);
  ask (self);
}

static void
maker_changed_cb (RlMapExplainer *self,
                  RlMapMaker     *maker)
{
  const RlMapResult *result = rl_map_maker_get_result (maker);
  const RlMap *map = result != NULL && result->n_maps > 0 ? &result->maps[0] : NULL;

  if (map != NULL)
    rl_map_explainer_set_map (self, result->voxels->input, &map->feature, map->title, map->unit);
  else
    rl_map_explainer_set_map (self, NULL, NULL, NULL, NULL);
}

/**
 * rl_map_explainer_follow:
 * @self: an explainer
 * @maker: whose first map is explained from now on
 */
void
rl_map_explainer_follow (RlMapExplainer *self,
                         RlMapMaker     *maker)
{
  g_return_if_fail (RL_IS_MAP_EXPLAINER (self));

  g_signal_connect_object (maker, "changed", G_CALLBACK (maker_changed_cb), self, G_CONNECT_SWAPPED);
  maker_changed_cb (self, maker);
}

/* Returns: (transfer none) (nullable): what is shown */
const RimMapExplanation *
rl_map_explainer_get_told (RlMapExplainer *self)
{
  g_return_val_if_fail (RL_IS_MAP_EXPLAINER (self), NULL);

  return self->told;
}

/* Returns: (transfer none): the value as it stands there; empty where there is none */
const char *
rl_map_explainer_get_value (RlMapExplainer *self)
{
  g_return_val_if_fail (RL_IS_MAP_EXPLAINER (self), NULL);

  return gtk_label_get_text (self->value);
}

/**
 * rl_map_explainer_dup_text:
 * @self: an explainer
 *
 * Returns: (transfer full) (nullable): all that is shown, and the matrices that are not
 */
char *
rl_map_explainer_dup_text (RlMapExplainer *self)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (RL_IS_MAP_EXPLAINER (self), NULL);

  if (self->told == NULL)
    return NULL;

  value = dup_value (self);

  return rl_map_explanation_to_text (self->told, self->title, value);
}

gboolean
rl_map_explainer_is_busy (RlMapExplainer *self)
{
  g_return_val_if_fail (RL_IS_MAP_EXPLAINER (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &explain_kind, self);
}

/**
 * rl_map_explainer_turn:
 * @self: an explainer
 * @n_tables: how many directions further on to show the matrix of; negative for back
 */
void
rl_map_explainer_turn (RlMapExplainer *self,
                       int             n_tables)
{
  int n;

  g_return_if_fail (RL_IS_MAP_EXPLAINER (self));

  if (self->told == NULL || self->told->n_tables == 0)
    return;

  n = (int) self->told->n_tables;
  self->table = (guint) ((((int) MIN (self->table, (guint) n - 1) + n_tables) % n + n) % n);
  show_table (self);
}
