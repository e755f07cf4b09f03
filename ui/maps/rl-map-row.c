/* rl-map-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "maps/rl-map-title.h"

struct _RlMapRow
{
  GtkListBoxRow parent_instance;

  char         *group;
  char         *name;           /* NULL: no map */
  RimMapFeature feature;
  char         *words;          /* that a search finds */
  GtkWidget    *star;
};

G_DEFINE_FINAL_TYPE (RlMapRow, rl_map_row, GTK_TYPE_LIST_BOX_ROW)

static void
rl_map_row_finalize (GObject *object)
{
  RlMapRow *self = RL_MAP_ROW (object);

  g_free (self->group);
  g_free (self->name);
  g_free (self->words);

  G_OBJECT_CLASS (rl_map_row_parent_class)->finalize (object);
}

static void
rl_map_row_class_init (RlMapRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_map_row_finalize;
}

static void
rl_map_row_init (RlMapRow *self)
{
}

/* "JointEntropy" is found as "joint entropy", too. */
static char *
split_words (const char *name)
{
  GString *split = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c++)
    {
      if (c != name && g_ascii_isupper (*c) && g_ascii_islower (c[-1]))
        g_string_append_c (split, ' ');
      g_string_append_c (split, *c);
    }

  return g_string_free (split, FALSE);
}

static char *
make_words (const RimMapFeature *feature)
{
  const RimFeatureInfo *info = rim_map_feature_get_info (feature);
  const RimFamily *family = rim_map_feature_get_family (feature);
  g_autofree char *split = split_words (info->name);
  g_autofree char *words = g_strjoin (" ", family->name, info->name, split, family->title,
                                      info->ibsi_id != NULL ? info->ibsi_id : "", NULL);

  return g_utf8_casefold (words, -1);
}

static GtkWidget *
new_star (const char *name)
{
  GtkWidget *star = gtk_button_new_from_icon_name ("non-starred-symbolic");

  gtk_widget_add_css_class (star, "flat");
  gtk_widget_add_css_class (star, "small-button");
  gtk_widget_set_valign (star, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (star), "maps.favourite");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (star), "s", name);

  return star;
}

static RlMapRow *
row_new (const char *title)
{
  RlMapRow *self = g_object_new (RL_TYPE_MAP_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return self;
}

/**
 * rl_map_row_new:
 * @group: the heading that it stands under
 * @feature: a feature
 */
GtkWidget *
rl_map_row_new (const char          *group,
                const RimMapFeature *feature)
{
  const RimFeatureInfo *info = rim_map_feature_get_info (feature);
  RlMapRow *self = row_new (info->name);
  g_autofree char *title = rl_map_title_new (feature, "original");
  g_autofree char *tip = NULL;

  self->group = g_strdup (group);
  self->feature = *feature;
  self->name = rim_map_feature_dup_name (feature);
  self->words = make_words (feature);
  self->star = new_star (self->name);
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self))), self->star);
  rl_map_row_set_favourite (self, FALSE);

  tip = rl_map_row_describe (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tip, -1);

  return GTK_WIDGET (self);
}

GtkWidget *
rl_map_row_new_for_none (void)
{
  return GTK_WIDGET (row_new (_("No map")));
}

/* Returns: (nullable): the heading that it stands under */
const char *
rl_map_row_get_group (RlMapRow *self)
{
  return self->group;
}

/* Returns: (nullable): "glcm_Contrast"; NULL for no map */
const char *
rl_map_row_get_name (RlMapRow *self)
{
  return self->name;
}

void
rl_map_row_set_favourite (RlMapRow *self,
                          gboolean  favourite)
{
  const char *tip = favourite ? _("No favourite any more") : _("Make it a favourite");

  if (self->star == NULL)
    return;

  gtk_button_set_icon_name (GTK_BUTTON (self->star),
                            favourite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (self->star, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
}

/**
 * rl_map_row_matches:
 * @self: a row
 * @words: (array zero-terminated=1): parts of words, case folded
 *
 * Returns: whether each is in the feature's name, family or IBSI id
 */
gboolean
rl_map_row_matches (RlMapRow  *self,
                    char     **words)
{
  if (*words == NULL)
    return TRUE;
  if (self->words == NULL)
    return FALSE;

  for (; *words != NULL; words++)
    if (strstr (self->words, *words) == NULL)
      return FALSE;

  return TRUE;
}

/* Returns: (transfer full): how it is computed, and who says so */
char *
rl_map_row_describe (RlMapRow *self)
{
  const RimFeatureInfo *info;

  if (self->name == NULL)
    return g_strdup ("");

  info = rim_map_feature_get_info (&self->feature);

  return g_strdup_printf ("%s\n%s", info->formula, info->reference);
}
