/* rl-map-chooser.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-chooser.h"

#include <glib/gi18n-lib.h>

#include "maps/rl-map-row.h"
#include "maps/rl-map-title.h"

#define MAX_RECENT  6
#define LIST_HEIGHT 260

struct _RlMapChooser
{
  GtkWidget          parent_instance;

  char              *feature;
  char             **favourites;
  char             **recent;
  char             **words;
  gboolean           is_following; /* what is selected follows something else */

  GtkToggleButton   *button;
  GtkLabel          *title;
  GtkWidget         *body;
  GtkSearchEntry    *search;
  GtkScrolledWindow *scrolled;
  GtkListBox        *list;
};

enum
{
  PROP_0,
  PROP_FEATURE,
  PROP_FAVOURITES,
  PROP_RECENT,
  PROP_OPEN,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (RlMapChooser, rl_map_chooser, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static RlMapRow *
get_row (RlMapChooser *self,
         int           i)
{
  return (RlMapRow *) gtk_list_box_get_row_at_index (self->list, i);
}

static gboolean
is_shown (RlMapChooser *self,
          RlMapRow     *row)
{
  return rl_map_row_matches (row, self->words);
}

/* The row of a feature in its family, or wherever else it stands. */
static RlMapRow *
find_row (RlMapChooser *self,
          const char   *name)
{
  RlMapRow *found = NULL;
  RlMapRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (g_strcmp0 (rl_map_row_get_name (row), name) == 0)
      found = row;

  return found;
}

static void
update_title (RlMapChooser *self)
{
  RimMapFeature feature;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  if (self->feature != NULL && rim_map_feature_find (self->feature, &feature, NULL))
    title = rl_map_title_new (&feature, "original");

  gtk_label_set_text (self->title, title != NULL ? title : _("Choose a map"));
  label = g_strdup_printf (_("Map: %s"), title != NULL ? title : _("none"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
select_row (RlMapChooser *self,
            RlMapRow     *row)
{
  self->is_following = TRUE;
  gtk_list_box_select_row (self->list, (GtkListBoxRow *) row);
  self->is_following = FALSE;
}

static void
set_feature (RlMapChooser *self,
             const char   *name)
{
  char *copy;

  if (g_strcmp0 (self->feature, name) == 0)
    return;

  copy = g_strdup (name);
  g_free (self->feature);
  self->feature = copy;
  update_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FEATURE]);
}

static void
selected_cb (RlMapChooser  *self,
             GtkListBoxRow *row)
{
  if (!self->is_following && row != NULL)
    set_feature (self, rl_map_row_get_name (RL_MAP_ROW (row)));
}

/* What was chosen while the list was open counts once, when it closes. */
static void
note_recent (RlMapChooser *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) recent = NULL;
  guint n = 1;

  if (self->feature == NULL || g_strcmp0 (self->recent[0], self->feature) == 0)
    return;

  g_strv_builder_add (builder, self->feature);
  for (guint i = 0; self->recent[i] != NULL && n < MAX_RECENT; i++)
    if (g_strcmp0 (self->recent[i], self->feature) != 0)
      {
        g_strv_builder_add (builder, self->recent[i]);
        n++;
      }
  recent = g_strv_builder_end (builder);
  g_object_set (self, "recent", recent, NULL);
}

static void
activated_cb (RlMapChooser *self)
{
  rl_map_chooser_set_open (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static void
toggled_cb (RlMapChooser *self)
{
  rl_map_chooser_set_open (self, gtk_toggle_button_get_active (self->button));
}

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer       data)
{
  return is_shown (data, RL_MAP_ROW (row));
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       data)
{
  const char *group = rl_map_row_get_group (RL_MAP_ROW (row));
  GtkWidget *label;

  if (group == NULL || (before != NULL && g_strcmp0 (group, rl_map_row_get_group (RL_MAP_ROW (before))) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (group);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "map-group");
  gtk_list_box_row_set_header (row, label);
}

static void
search_changed_cb (RlMapChooser *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  g_auto(GStrv) parts = g_strsplit_set (folded, " _\t", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (builder, parts[i]);
  g_strfreev (self->words);
  self->words = g_strv_builder_end (builder);
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
}

/* Enter takes the first that is found, unless one was walked to. */
static void
search_activate_cb (RlMapChooser *self)
{
  RlMapRow *row = (RlMapRow *) gtk_list_box_get_selected_row (self->list);

  if (*self->words != NULL && (row == NULL || !is_shown (self, row)))
    rl_map_chooser_walk (self, 1);
  activated_cb (self);
}

static void
stop_search_cb (RlMapChooser *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    activated_cb (self);
}

static gboolean
search_key_cb (RlMapChooser *self,
               guint         keyval)
{
  int n_steps = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;

  n_steps += keyval == GDK_KEY_Page_Down ? 8 : keyval == GDK_KEY_Page_Up ? -8 : 0;
  if (n_steps == 0)
    return GDK_EVENT_PROPAGATE;

  rl_map_chooser_walk (self, n_steps);

  return GDK_EVENT_STOP;
}

static gboolean
list_key_cb (RlMapChooser *self,
             guint         keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  activated_cb (self);

  return GDK_EVENT_STOP;
}

static void
insert_named (RlMapChooser *self,
              const char   *group,
              char        **names,
              int          *at)
{
  RimMapFeature feature;

  for (; *names != NULL; names++)
    if (rim_map_feature_find (*names, &feature, NULL))
      gtk_list_box_insert (self->list, rl_map_row_new (group, &feature), (*at)++);
}

static gboolean
is_own_group (RlMapRow *row)
{
  const char *group = rl_map_row_get_group (row);

  return g_strcmp0 (group, _("Favourites")) == 0 || g_strcmp0 (group, _("Recent")) == 0;
}

/* Favourites and recent ones are listed twice: first, and in their families. */
static void
update_own_groups (RlMapChooser *self)
{
  RlMapRow *row;
  int at = 1;

  self->is_following = TRUE;
  while ((row = get_row (self, 1)) != NULL && is_own_group (row))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  insert_named (self, _("Favourites"), self->favourites, &at);
  insert_named (self, _("Recent"), self->recent, &at);
  for (int i = 1; (row = get_row (self, i)) != NULL; i++)
    rl_map_row_set_favourite (row, g_strv_contains ((const char *const *) self->favourites,
                                                    rl_map_row_get_name (row)));
  self->is_following = FALSE;
  select_row (self, find_row (self, self->feature));
}

static void
favourite_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  RlMapChooser *self = RL_MAP_CHOOSER (widget);
  const char *name = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) favourites = NULL;
  gboolean was = g_strv_contains ((const char *const *) self->favourites, name);

  for (guint i = 0; self->favourites[i] != NULL; i++)
    if (g_strcmp0 (self->favourites[i], name) != 0)
      g_strv_builder_add (builder, self->favourites[i]);
  if (!was)
    g_strv_builder_add (builder, name);

  favourites = g_strv_builder_end (builder);
  g_object_set (self, "favourites", favourites, NULL);
}

static void
fill (RlMapChooser *self)
{
  RimMapFeature feature;

  gtk_list_box_append (self->list, rl_map_row_new_for_none ());
  for (guint i = 0; rim_map_feature_get (i, &feature); i++)
    gtk_list_box_append (self->list, rl_map_row_new (rim_map_feature_get_family (&feature)->title, &feature));
}

static void
rl_map_chooser_dispose (GObject *object)
{
  RlMapChooser *self = RL_MAP_CHOOSER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->feature, g_free);
  g_clear_pointer (&self->favourites, g_strfreev);
  g_clear_pointer (&self->recent, g_strfreev);
  g_clear_pointer (&self->words, g_strfreev);

  G_OBJECT_CLASS (rl_map_chooser_parent_class)->dispose (object);
}

static void
take_names (RlMapChooser   *self,
            char         ***names,
            const GValue   *value,
            GParamSpec     *pspec)
{
  char **copy = g_value_get_boxed (value) != NULL ? g_value_dup_boxed (value) : g_new0 (char *, 1);

  if (g_strv_equal ((const char *const *) *names, (const char *const *) copy))
    {
      g_strfreev (copy);
      return;
    }

  g_strfreev (*names);
  *names = copy;
  update_own_groups (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
rl_map_chooser_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  RlMapChooser *self = RL_MAP_CHOOSER (object);

  switch (prop_id)
    {
    case PROP_FEATURE:
      rl_map_chooser_set_feature (self, g_value_get_string (value));
      break;

    case PROP_FAVOURITES:
      take_names (self, &self->favourites, value, pspec);
      break;

    case PROP_RECENT:
      take_names (self, &self->recent, value, pspec);
      break;

    case PROP_OPEN:
      rl_map_chooser_set_open (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_map_chooser_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  RlMapChooser *self = RL_MAP_CHOOSER (object);

  switch (prop_id)
    {
    case PROP_FEATURE:
      g_value_set_string (value, self->feature);
      break;

    case PROP_FAVOURITES:
      g_value_set_boxed (value, self->favourites);
      break;

    case PROP_RECENT:
      g_value_set_boxed (value, self->recent);
      break;

    case PROP_OPEN:
      g_value_set_boolean (value, rl_map_chooser_get_open (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_map_chooser_class_init (RlMapChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rl_map_chooser_dispose;
  object_class->set_property = rl_map_chooser_set_property;
  object_class->get_property = rl_map_chooser_get_property;

  properties[PROP_FEATURE] = g_param_spec_string ("feature", NULL, NULL, NULL, flags);
  properties[PROP_FAVOURITES] = g_param_spec_boxed ("favourites", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_RECENT] = g_param_spec_boxed ("recent", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-map-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, RlMapChooser, button);
  gtk_widget_class_bind_template_child (widget_class, RlMapChooser, title);
  gtk_widget_class_bind_template_child (widget_class, RlMapChooser, body);
  gtk_widget_class_bind_template_child (widget_class, RlMapChooser, search);
  gtk_widget_class_bind_template_child (widget_class, RlMapChooser, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RlMapChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_install_action (widget_class, "maps.favourite", "s", favourite_cb);
}

static void
rl_map_chooser_init (RlMapChooser *self)
{
  self->favourites = g_new0 (char *, 1);
  self->recent = g_new0 (char *, 1);
  self->words = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_scrolled_window_set_min_content_height (self->scrolled, LIST_HEIGHT);
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
  fill (self);
  select_row (self, get_row (self, 0));
  update_title (self);
}

/* Returns: (nullable): "glcm_Contrast"; NULL for no map */
const char *
rl_map_chooser_get_feature (RlMapChooser *self)
{
  g_return_val_if_fail (RL_IS_MAP_CHOOSER (self), NULL);

  return self->feature;
}

/**
 * rl_map_chooser_set_feature:
 * @self: a chooser
 * @name: (nullable): the name of a feature; NULL for no map
 */
void
rl_map_chooser_set_feature (RlMapChooser *self,
                            const char   *name)
{
  RlMapRow *row;

  g_return_if_fail (RL_IS_MAP_CHOOSER (self));

  row = find_row (self, name);
  if (row == NULL)
    return;

  select_row (self, row);
  set_feature (self, name);
}

const char *const *
rl_map_chooser_get_favourites (RlMapChooser *self)
{
  g_return_val_if_fail (RL_IS_MAP_CHOOSER (self), NULL);

  return (const char *const *) self->favourites;
}

const char *const *
rl_map_chooser_get_recent (RlMapChooser *self)
{
  g_return_val_if_fail (RL_IS_MAP_CHOOSER (self), NULL);

  return (const char *const *) self->recent;
}

/**
 * rl_map_chooser_set_open:
 * @self: a chooser
 * @open: whether the list is there, with the focus in the search
 */
void
rl_map_chooser_set_open (RlMapChooser *self,
                         gboolean      open)
{
  g_return_if_fail (RL_IS_MAP_CHOOSER (self));

  if (gtk_widget_get_visible (self->body) == open)
    return;

  gtk_widget_set_visible (self->body, open);
  gtk_toggle_button_set_active (self->button, open);
  if (open)
    {
      rl_map_chooser_set_search (self, "");
      gtk_widget_grab_focus (GTK_WIDGET (self->search));
    }
  else
    {
      note_recent (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

gboolean
rl_map_chooser_get_open (RlMapChooser *self)
{
  g_return_val_if_fail (RL_IS_MAP_CHOOSER (self), FALSE);

  return gtk_widget_get_visible (self->body);
}

void
rl_map_chooser_set_search (RlMapChooser *self,
                           const char   *words)
{
  g_return_if_fail (RL_IS_MAP_CHOOSER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  search_changed_cb (self);
}

/* Returns: (transfer full): the names of the features that are listed, in their order */
char **
rl_map_chooser_list_shown (RlMapChooser *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  RlMapRow *row;

  g_return_val_if_fail (RL_IS_MAP_CHOOSER (self), NULL);

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (rl_map_row_get_name (row) != NULL && is_shown (self, row))
      g_strv_builder_add (builder, rl_map_row_get_name (row));

  return g_strv_builder_end (builder);
}

static void
scroll_to (RlMapChooser *self,
           RlMapRow     *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, (double) bounds.origin.y,
                               (double) (bounds.origin.y + bounds.size.height));
}

/**
 * rl_map_chooser_walk:
 * @self: a chooser
 * @n_steps: how many rows further down; less than 0 is up. It ends where the list does.
 *
 * Chooses another of the features that are listed.
 */
void
rl_map_chooser_walk (RlMapChooser *self,
                     int           n_steps)
{
  GtkListBoxRow *selected;
  RlMapRow *target = NULL;
  RlMapRow *row;
  int step = n_steps < 0 ? -1 : 1;
  int at;

  g_return_if_fail (RL_IS_MAP_CHOOSER (self));

  selected = gtk_list_box_get_selected_row (self->list);
  at = selected != NULL && is_shown (self, RL_MAP_ROW (selected)) ? gtk_list_box_row_get_index (selected) : -1;
  for (int i = at + step; i >= 0 && n_steps != 0 && (row = get_row (self, i)) != NULL; i += step)
    if (is_shown (self, row))
      {
        target = row;
        n_steps -= step;
      }

  if (target == NULL)
    return;

  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (target));
  scroll_to (self, target);
}
