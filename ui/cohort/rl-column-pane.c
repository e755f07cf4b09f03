/* rl-column-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-column-pane.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cohort/rl-text-column.h"
#include "widgets/rl-list-name.h"

struct _RlColumnPane
{
  GtkWidget           parent_instance;

  RlCohort           *cohort;
  RlColumnList       *list;
  GtkSingleSelection *selection;
  gboolean            is_showing;     /* the controls are set, not used */

  GtkLabel           *heading;
  GtkSearchEntry     *search;
  GtkDropDown        *filter;
  GtkColumnView      *view;
  GtkWidget          *detail;
  GtkLabel           *name;
  GtkLabel           *facts;
  GtkDropDown        *role;
  GtkDropDown        *type;
  GtkCheckButton     *shown;
};

G_DEFINE_FINAL_TYPE (RlColumnPane, rl_column_pane, GTK_TYPE_WIDGET)

static const char *const role_titles[] = {
  N_("Feature"), N_("Clinical"), N_("Outcome"), N_("Batch"), N_("Ignored"),
};

static const char *const type_titles[] = { N_("Number"), N_("Category") };

/* Cells */

static const RimColumn *
get_column (RlColumnPane *self,
            gpointer      item)
{
  RimCohort *cohort = rl_cohort_get_cohort (self->cohort);
  const guint column = rl_column_item_get_column (item);

  return cohort != NULL && column < rim_cohort_get_n_columns (cohort) ? rim_cohort_get_column (cohort, column) : NULL;
}

static const RimColumnSummary *
get_summary (RlColumnPane *self,
             gpointer      item)
{
  const RlCohortSummary *summary = rl_cohort_get_summary (self->cohort);
  const guint column = rl_column_item_get_column (item);

  return summary != NULL && column < summary->n_columns ? &summary->columns[column] : NULL;
}

static char *
format_value (double value)
{
  return isnan (value) ? NULL : g_strdup_printf ("%.4g", value);
}

static char *
get_name (gpointer item,
          gpointer data)
{
  const RimColumn *column = get_column (data, item);

  return column != NULL ? g_strdup (column->name) : NULL;
}

static char *
get_role (gpointer item,
          gpointer data)
{
  const RimColumn *column = get_column (data, item);

  return column != NULL ? g_strdup (rl_column_role_get_title (column->role)) : NULL;
}

static char *
get_type (gpointer item,
          gpointer data)
{
  const RimColumn *column = get_column (data, item);

  return column != NULL ? g_strdup (_(type_titles[column->type])) : NULL;
}

static char *
get_missing (gpointer item,
             gpointer data)
{
  const RimColumn *column = get_column (data, item);

  return column != NULL ? g_strdup_printf ("%" G_GSIZE_FORMAT, column->n_missing) : NULL;
}

/* The mean of level numbers says nothing unless there are two. */
static gboolean
has_mean (const RimColumn *column)
{
  return column != NULL && column->type == RIM_COLUMN_NUMBER;
}

static char *
get_mean (gpointer item,
          gpointer data)
{
  const RimColumnSummary *summary = get_summary (data, item);

  return summary != NULL && has_mean (get_column (data, item)) ? format_value (summary->mean) : NULL;
}

static char *
get_sd (gpointer item,
        gpointer data)
{
  const RimColumnSummary *summary = get_summary (data, item);

  return summary != NULL && has_mean (get_column (data, item)) ? format_value (summary->sd) : NULL;
}

static char *
get_class_mean (RlColumnPane *self,
                gpointer      item,
                guint         label)
{
  const RimColumnSummary *summary = get_summary (self, item);

  return summary != NULL && has_mean (get_column (self, item)) ? format_value (summary->class_means[label]) : NULL;
}

static char *
get_mean_0 (gpointer item,
            gpointer data)
{
  return get_class_mean (data, item, 0);
}

static char *
get_mean_1 (gpointer item,
            gpointer data)
{
  return get_class_mean (data, item, 1);
}

/* The selected column */

static char *
dup_levels (const RimColumn *column)
{
  const guint n = g_strv_length ((char **) column->levels);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, 8u); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", column->levels[i]);
  if (n > 8)
    g_string_append (text, " …");

  return g_strdup_printf (_("%u levels: %s"), n, text->str);
}

static char *
dup_facts (const RimColumn        *column,
           const RimColumnSummary *summary)
{
  if (column->type == RIM_COLUMN_CATEGORY)
    return dup_levels (column);
  if (summary == NULL || summary->n == 0)
    return g_strdup (_("No values"));
  if (summary->is_constant)
    return g_strdup_printf (_("Constant: %.6g in every row; it cannot tell anybody apart"), summary->mean);

  return g_strdup_printf (_("%.6g to %.6g"), summary->low, summary->high);
}

static void
show_selected (RlColumnPane *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);
  const RimColumn *column = item != NULL ? get_column (self, item) : NULL;
  g_autofree char *facts = NULL;

  gtk_widget_set_visible (self->detail, column != NULL);
  if (column == NULL)
    return;

  facts = dup_facts (column, get_summary (self, item));
  self->is_showing = TRUE;
  gtk_label_set_text (self->name, column->name);
  gtk_label_set_text (self->facts, facts);
  gtk_drop_down_set_selected (self->role, (guint) column->role);
  gtk_drop_down_set_selected (self->type, (guint) column->type);
  gtk_check_button_set_active (self->shown, rl_column_list_is_shown (self->list, rl_column_item_get_column (item)));
  self->is_showing = FALSE;
}

static void
changed_cb (RlColumnPane *self)
{
  rl_text_columns_refresh (self->view);
  show_selected (self);
}

static void
used_cb (RlColumnPane *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);
  const RimColumn *column = item != NULL ? get_column (self, item) : NULL;
  RimColumnUse use;

  if (self->is_showing || column == NULL)
    return;

  use.role = (RimColumnRole) gtk_drop_down_get_selected (self->role);
  use.type = (RimColumnType) gtk_drop_down_get_selected (self->type);
  if (use.role != column->role || use.type != column->type)
    rl_cohort_set_use (self->cohort, rl_column_item_get_column (item), use);
}

static void
toggled_cb (RlColumnPane *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->is_showing && item != NULL)
    rl_column_list_set_shown (self->list, rl_column_item_get_column (item),
                              gtk_check_button_get_active (self->shown));
}

/* Enter, or two clicks: into the table, or out of it. */
static void
activate_cb (RlColumnPane *self,
             guint         position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_check_button_set_active (self->shown, !gtk_check_button_get_active (self->shown));
}

static void
update_heading (RlColumnPane *self)
{
  RimCohort *cohort = rl_cohort_get_cohort (self->cohort);
  const guint n = cohort != NULL ? rim_cohort_get_n_columns (cohort) : 0;
  const guint n_listed = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *text = n == n_listed ? g_strdup_printf (_("Columns (%u)"), n)
                                        : g_strdup_printf (_("Columns (%u of %u)"), n_listed, n);

  gtk_label_set_text (self->heading, text);
}

static void
search_cb (RlColumnPane *self)
{
  rl_column_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
filter_cb (RlColumnPane *self)
{
  rl_column_list_set_filter (self->list, gtk_drop_down_get_selected (self->filter));
}

static void
rl_column_pane_dispose (GObject *object)
{
  RlColumnPane *self = RL_COLUMN_PANE (object);
  GtkWidget *child;

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->cohort);

  G_OBJECT_CLASS (rl_column_pane_parent_class)->dispose (object);
}

static void
rl_column_pane_class_init (RlColumnPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_column_pane_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "columnpane");
}

static GtkWidget *
new_bar (RlColumnPane *self)
{
  const char *filters[] = {
    _("All"), _("Missing values"), _("Constant"), _("Features"), _("Clinical"), _("Outcomes"), _("Batches"),
    _("Ignored"), NULL
  };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Search columns"), "hexpand", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search columns"),
                                  -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  self->filter = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (filters));
  rl_list_name_follow (self->filter, _("Which columns are listed"));
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->filter));
  gtk_widget_add_css_class (bar, "cohort-bar");

  return bar;
}

static GtkDropDown *
new_choice (RlColumnPane      *self,
            GtkWidget         *box,
            const char        *title,
            const char *const *titles,
            guint              n)
{
  g_autoptr(GtkStringList) strings = gtk_string_list_new (NULL);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *choice;

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (strings, _(titles[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&strings)), NULL);
  gtk_widget_add_css_class (label, "dim-label");
  rl_list_name_follow (GTK_DROP_DOWN (choice), title);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), choice);

  return GTK_DROP_DOWN (choice);
}

static GtkWidget *
new_detail (RlColumnPane *self)
{
  GtkWidget *controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->detail = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_selectable (self->name, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "heading");
  self->facts = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->facts, 0);
  gtk_label_set_ellipsize (self->facts, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "dim-label");

  self->role = new_choice (self, controls, _("Role"), role_titles, G_N_ELEMENTS (role_titles));
  self->type = new_choice (self, controls, _("Type"), type_titles, G_N_ELEMENTS (type_titles));
  self->shown = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_("In the table")));
  g_signal_connect_object (self->shown, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (controls), GTK_WIDGET (self->shown));

  gtk_box_append (GTK_BOX (self->detail), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (self->detail), GTK_WIDGET (self->facts));
  gtk_box_append (GTK_BOX (self->detail), controls);
  gtk_widget_add_css_class (self->detail, "column-detail");

  return self->detail;
}

static void
add_columns (RlColumnPane *self)
{
  static const struct
  {
    const char *title;
    RlTextFunc  func;
    int         n_chars;
    gboolean    is_number;
  } columns[] = {
    { N_("Name"), get_name, 40, FALSE },
    { N_("Role"), get_role, 8, FALSE },
    { N_("Type"), get_type, 8, FALSE },
    { N_("Missing"), get_missing, 7, TRUE },
    { N_("Mean"), get_mean, 10, TRUE },
    { N_("SD"), get_sd, 10, TRUE },
    { N_("Mean, class 0"), get_mean_0, 10, TRUE },
    { N_("Mean, class 1"), get_mean_1, 10, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        rl_text_column_new (_(columns[i].title), columns[i].func, self, NULL, columns[i].n_chars,
                            columns[i].is_number);

      gtk_column_view_column_set_expand (column, i == 0);
      gtk_column_view_append_column (self->view, column);
    }
}

static GtkWidget *
new_list (RlColumnPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection))));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  rl_list_name_table (self->view, _("Columns"));
  add_columns (self);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (show_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static void
rl_column_pane_init (RlColumnPane *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

static void
fill (RlColumnPane *self)
{
  GtkWidget *children[4];

  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->heading, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "pane-header");
  children[0] = GTK_WIDGET (self->heading);
  children[1] = new_bar (self);
  children[2] = new_list (self);
  children[3] = new_detail (self);
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_set_parent (children[i], GTK_WIDGET (self));
}

/**
 * rl_column_pane_new:
 * @cohort: whose columns
 * @list: those that are listed
 */
GtkWidget *
rl_column_pane_new (RlCohort     *cohort,
                    RlColumnList *list)
{
  RlColumnPane *self = g_object_new (RL_TYPE_COLUMN_PANE, NULL);

  self->cohort = g_object_ref (cohort);
  self->list = g_object_ref (list);
  fill (self);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (update_heading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cohort, "summarised", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cohort, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_heading (self);
  show_selected (self);

  return GTK_WIDGET (self);
}

/* What people call a role. */
const char *
rl_column_role_get_title (RimColumnRole role)
{
  return _(role_titles[role]);
}
