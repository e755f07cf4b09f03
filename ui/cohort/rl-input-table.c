/* rl-input-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-input-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* More are in the signature; fewer are read. */
#define MAX_ROWS 60

/* What tells features apart is in the middle and at the end of their names. */
#define NAME_CHARS 26

typedef struct
{
  guint  input;
  double importance;
} Ranked;

static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *x = a;
  const Ranked *y = b;

  if (x->importance != y->importance)
    return x->importance < y->importance ? 1 : -1;

  return (x->input > y->input) - (x->input < y->input);
}

static GArray *
rank (const RlTrainingAnswer *answer,
      guint                   n)
{
  GArray *ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint i = 0; i < n; i++)
    {
      const Ranked one = { i, answer->importance[i] };

      g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare_ranked);

  return ranked;
}

static char *
dup_name (const RimFitInput *input)
{
  return input->levels != NULL ? g_strdup_printf ("%s = %s", input->name, input->levels[input->level])
                               : g_strdup (input->name);
}

static GtkWidget *
new_cell (const char *text,
          const char *css_class,
          float       xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
add_row (GtkGrid    *grid,
         int         row,
         const char *name,
         const char *importance,
         const char *stability,
         const char *css_class)
{
  GtkWidget *label = new_cell (name, css_class, 0.0f);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, name);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, new_cell (importance, css_class != NULL ? css_class : "numeric", 1.0f), 1, row, 1, 1);
  gtk_grid_attach (grid, new_cell (stability, css_class != NULL ? css_class : "numeric", 1.0f), 2, row, 1, 1);
}

static void
add_input (GtkGrid                *grid,
           int                     row,
           const RlTrainingAnswer *answer,
           const Ranked           *ranked)
{
  RimSignature *signature = answer->training->signature;
  const RimFitInput *input = rim_fit_get_input (answer->training->trial->final_fit, ranked->input);
  const double part = rim_signature_get_stability (signature, input->name);
  g_autofree char *name = dup_name (input);
  g_autofree char *importance = g_strdup_printf ("%.3f", ranked->importance);
  g_autofree char *stability = isnan (part) ? g_strdup ("–") : g_strdup_printf ("%.0f %%", 100.0 * part);

  add_row (grid, row, name, importance, stability, NULL);
}

/**
 * rl_input_table_new:
 * @answer: what was learned
 *
 * Returns: what the signature looks at, by how much it matters, with in what part of the
 *   outer splits each was chosen
 */
GtkWidget *
rl_input_table_new (const RlTrainingAnswer *answer)
{
  const guint n = rim_fit_get_n_inputs (answer->training->trial->final_fit);
  g_autoptr(GArray) ranked = rank (answer, n);
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *title = g_strdup_printf (_("Inputs (%u)"), n);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  add_row (GTK_GRID (grid), 0, title, _("Mean |SHAP|"), _("Chosen"), "heading");
  for (guint i = 0; i < MIN (n, MAX_ROWS); i++)
    add_input (GTK_GRID (grid), (int) i + 1, answer, &g_array_index (ranked, Ranked, i));
  gtk_widget_add_css_class (grid, "data-table");
  gtk_widget_set_margin_top (grid, 10);

  return grid;
}
