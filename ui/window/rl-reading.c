/* rl-reading.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-reading.h"

#include <adwaita.h>

struct _RlReading
{
  GtkWidget      parent_instance;

  RlSession     *session;
  RlSession     *prior;
  GtkStack      *pages;
  RlViewGrid    *views;
  RlInspector   *inspector;
  char          *title;
  char          *subtitle;
  char          *label;
  GPtrArray     *priors;        /* of RlPrior, nullable */
  RlLesionTimes *times;         /* nullable */
  gboolean       unsaved;
};

enum
{
  PROP_0,
  PROP_PAGE,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_LABEL,
  PROP_UNSAVED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (RlReading, rl_reading, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint focused_signal;

static void
focused_cb (RlReading *self)
{
  g_signal_emit (self, focused_signal, 0);
}

static void
rl_reading_dispose (GObject *object)
{
  RlReading *self = RL_READING (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->views);
  g_clear_object (&self->inspector);
  g_clear_object (&self->prior);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_reading_parent_class)->dispose (object);
}

static void
rl_reading_finalize (GObject *object)
{
  RlReading *self = RL_READING (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->priors, g_ptr_array_unref);
  g_clear_object (&self->times);

  G_OBJECT_CLASS (rl_reading_parent_class)->finalize (object);
}

static void
rl_reading_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  RlReading *self = RL_READING (object);

  switch (prop_id)
    {
    case PROP_PAGE:
      g_value_set_string (value, rl_reading_get_page (self));
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;

    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    case PROP_UNSAVED:
      g_value_set_boolean (value, self->unsaved);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_reading_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  RlReading *self = RL_READING (object);

  switch (prop_id)
    {
    case PROP_PAGE:
      rl_reading_set_page (self, g_value_get_string (value));
      break;

    case PROP_TITLE:
      rl_reading_set_heading (self, g_value_get_string (value), self->subtitle);
      break;

    case PROP_SUBTITLE:
      rl_reading_set_heading (self, self->title, g_value_get_string (value));
      break;

    case PROP_LABEL:
      rl_reading_set_label (self, g_value_get_string (value));
      break;

    case PROP_UNSAVED:
      rl_reading_set_unsaved (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_reading_class_init (RlReadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rl_reading_dispose;
  object_class->finalize = rl_reading_finalize;
  object_class->get_property = rl_reading_get_property;
  object_class->set_property = rl_reading_set_property;

  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "empty", flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_UNSAVED] = g_param_spec_boolean ("unsaved", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  focused_signal = g_signal_new ("focused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rl_reading_init (RlReading *self)
{
  static const char *const places[] = { "empty", "loading", "error" };

  self->session = rl_session_new ();
  self->prior = rl_session_new ();
  self->views = g_object_ref_sink (g_object_new (RL_TYPE_VIEW_GRID, "hexpand", TRUE,
                                                 "vexpand", TRUE, NULL));
  self->inspector = RL_INSPECTOR (g_object_ref_sink (rl_inspector_new ()));
  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->pages, FALSE);
  gtk_stack_set_vhomogeneous (self->pages, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    gtk_stack_add_named (self->pages, adw_bin_new (), places[i]);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->views), "views");
  gtk_widget_set_parent (GTK_WIDGET (self->pages), GTK_WIDGET (self));
}

/**
 * rl_reading_new:
 * @jobs: what runs work that takes time
 *
 * Returns: a reading of nothing yet
 */
GtkWidget *
rl_reading_new (RlJobs *jobs)
{
  RlReading *self = g_object_new (RL_TYPE_READING, NULL);

  rl_view_grid_set_sessions (self->views, jobs, self->session, self->prior);
  g_signal_connect_object (self->views, "focused", G_CALLBACK (focused_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none): what is read */
RlSession *
rl_reading_get_session (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return self->session;
}

/* Returns: (transfer none): what it is compared with; shows nothing where there is
 *   nothing to compare
 */
RlSession *
rl_reading_get_prior (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return self->prior;
}

/* Returns: (transfer none): the canvases */
RlViewGrid *
rl_reading_get_views (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return self->views;
}

/* Returns: (transfer none): the pages beside the images */
RlInspector *
rl_reading_get_inspector (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return self->inspector;
}

static AdwBin *
find_place (RlReading  *self,
            const char *page)
{
  GtkWidget *place = gtk_stack_get_child_by_name (self->pages, page);

  return ADW_IS_BIN (place) ? ADW_BIN (place) : NULL;
}

/**
 * rl_reading_set_place:
 * @self: a reading
 * @page: "empty", "loading" or "error"
 * @widget: what that page shows
 */
void
rl_reading_set_place (RlReading  *self,
                      const char *page,
                      GtkWidget  *widget)
{
  g_return_if_fail (RL_IS_READING (self));
  g_return_if_fail (find_place (self, page) != NULL);
  g_return_if_fail (GTK_IS_WIDGET (widget));

  adw_bin_set_child (find_place (self, page), widget);
}

/**
 * rl_reading_get_place:
 * @self: a reading
 * @page: as for rl_reading_set_place()
 *
 * Returns: (transfer none) (nullable): what that page shows
 */
GtkWidget *
rl_reading_get_place (RlReading  *self,
                      const char *page)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);
  g_return_val_if_fail (find_place (self, page) != NULL, NULL);

  return adw_bin_get_child (find_place (self, page));
}

const char *
rl_reading_get_page (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * rl_reading_set_page:
 * @self: a reading
 * @page: "empty", "loading", "error" or "views"
 */
void
rl_reading_set_page (RlReading  *self,
                     const char *page)
{
  g_return_if_fail (RL_IS_READING (self));

  if (g_strcmp0 (page, rl_reading_get_page (self)) == 0)
    return;

  gtk_stack_set_visible_child_name (self->pages, page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

/* Returns: (nullable) */
const char *
rl_reading_get_title (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return self->title;
}

/* Returns: (nullable) */
const char *
rl_reading_get_subtitle (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return self->subtitle;
}

static void
set_text (RlReading   *self,
          char       **field,
          const char  *text,
          GParamSpec  *pspec)
{
  char *copy;

  if (g_strcmp0 (*field, text) == 0)
    return;

  copy = g_strdup (text);
  g_free (*field);
  *field = copy;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

/**
 * rl_reading_set_heading:
 * @self: a reading
 * @title: (nullable): such as the patient's name
 * @subtitle: (nullable): such as the study and its date
 */
void
rl_reading_set_heading (RlReading  *self,
                        const char *title,
                        const char *subtitle)
{
  g_return_if_fail (RL_IS_READING (self));

  set_text (self, &self->title, title, properties[PROP_TITLE]);
  set_text (self, &self->subtitle, subtitle, properties[PROP_SUBTITLE]);
}

/* Returns: (nullable) */
const char *
rl_reading_get_label (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return self->label;
}

/**
 * rl_reading_set_label:
 * @self: a reading
 * @label: (nullable): patient, date and modality, for a tab
 */
void
rl_reading_set_label (RlReading  *self,
                      const char *label)
{
  g_return_if_fail (RL_IS_READING (self));

  set_text (self, &self->label, label, properties[PROP_LABEL]);
}

gboolean
rl_reading_get_unsaved (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), FALSE);

  return self->unsaved;
}

/**
 * rl_reading_set_unsaved:
 * @self: a reading
 * @unsaved: whether something that was drawn is not on disk yet
 */
void
rl_reading_set_unsaved (RlReading *self,
                        gboolean   unsaved)
{
  g_return_if_fail (RL_IS_READING (self));

  if (self->unsaved == !!unsaved)
    return;

  self->unsaved = !!unsaved;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNSAVED]);
}

/* Returns: (transfer none) (nullable): its lesions over time */
RlLesionTimes *
rl_reading_get_times (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return self->times;
}

void
rl_reading_set_times (RlReading     *self,
                      RlLesionTimes *times)
{
  g_return_if_fail (RL_IS_READING (self));

  g_set_object (&self->times, times);
}

/* Returns: (transfer none) (nullable) (element-type RlPrior): the patient's other studies */
GPtrArray *
rl_reading_get_priors (RlReading *self)
{
  g_return_val_if_fail (RL_IS_READING (self), NULL);

  return self->priors;
}

/**
 * rl_reading_set_priors:
 * @self: a reading
 * @priors: (nullable) (element-type RlPrior): what it can be compared with
 */
void
rl_reading_set_priors (RlReading *self,
                       GPtrArray *priors)
{
  g_return_if_fail (RL_IS_READING (self));

  if (self->priors == priors)
    return;

  g_clear_pointer (&self->priors, g_ptr_array_unref);
  self->priors = priors != NULL ? g_ptr_array_ref (priors) : NULL;
}
