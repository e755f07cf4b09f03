/* rl-browser-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-row-private.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"

#define MIN_WIDTH     120
#define NATURAL_WIDTH 200

static const RlReadingStyle styles[] = {
  [RIM_READING_UNREAD] = { "rl-unread-symbolic", "accent_color", N_("Unread") },
  [RIM_READING_STARTED] = { "rl-started-symbolic", NULL, N_("In progress") },
  [RIM_READING_REVIEWED] = { "emblem-ok-symbolic", "success_color", N_("Reviewed") },
  [RIM_READING_REJECTED] = { "action-unavailable-symbolic", "error_color", N_("Rejected") },
};

G_DEFINE_FINAL_TYPE (RlBrowserRow, rl_browser_row, GTK_TYPE_WIDGET)

gboolean
rl_browser_row_is_level (RlBrowserRow   *self,
                         RlBrowserLevel  level)
{
  return rl_browser_item_get_level (self->item) == level;
}

gboolean
rl_browser_row_is_image (RlBrowserRow *self)
{
  return rl_browser_row_is_level (self, RL_BROWSER_SERIES) &&
         rl_browser_item_get_row (self->item)->kind == RIM_SERIES_IMAGE;
}

/* What was drawn stands below the image it was drawn on. */
gboolean
rl_browser_row_is_drawn (RlBrowserRow *self)
{
  RimLibraryRow *row = rl_browser_item_get_row (self->item);

  return rl_browser_row_is_level (self, RL_BROWSER_SERIES) &&
         (row->kind == RIM_SERIES_RTSTRUCT || row->kind == RIM_SERIES_SEG);
}

gboolean
rl_browser_row_is_pair (RlBrowserRow *self)
{
  RimLibraryRow *row = rl_browser_item_get_row (self->item);
  g_auto(GStrv) all = NULL;

  if (!rl_browser_row_is_level (self, RL_BROWSER_STUDY) || row->modality == NULL)
    return FALSE;

  all = g_strsplit (row->modality, "\\", -1);

  return g_strv_contains ((const char *const *) all, "CT") &&
         g_strv_contains ((const char *const *) all, "PT");
}

/* Contours are counted beside the images they were drawn on. */
gboolean
rl_browser_row_has_count (RlBrowserRow *self)
{
  return rl_browser_item_get_row (self->item)->n_contours > 0 &&
         (rl_browser_row_is_level (self, RL_BROWSER_STUDY) || rl_browser_row_is_image (self));
}

const char *
rl_browser_row_get_modality (RlBrowserRow *self)
{
  RimLibraryRow *row = rl_browser_item_get_row (self->item);

  if (row->kind == RIM_SERIES_RTSTRUCT)
    return "RTS";
  if (row->kind == RIM_SERIES_PARAMETRIC_MAP)
    return "MAP";

  return row->modality != NULL && *row->modality != '\0' ? row->modality : "?";
}

/* Returns: (nullable): how the status of a study is shown */
const RlReadingStyle *
rl_browser_row_get_style (RlBrowserRow *self)
{
  return rl_browser_row_is_level (self, RL_BROWSER_STUDY)
         ? &styles[rl_browser_item_get_status (self->item)]
         : NULL;
}

static void
add_part (GString    *text,
          const char *separator,
          const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

/* All that the row says, in full and with words for its signs. */
static char *
describe (RlBrowserRow *self,
          const char   *separator)
{
  RimLibraryRow *row = rl_browser_item_get_row (self->item);
  const RlReadingStyle *style = rl_browser_row_get_style (self);
  g_autofree char *title = rl_browser_item_dup_title (self->item);
  g_autofree char *subtitle = rl_browser_item_dup_subtitle (self->item);
  GString *text = g_string_new (title);

  if (rl_browser_row_is_level (self, RL_BROWSER_SERIES))
    add_part (text, separator, rl_browser_row_get_modality (self));
  add_part (text, separator, subtitle);
  if (rl_browser_row_is_pair (self))
    add_part (text, separator, _("PET and CT"));
  if (rl_browser_row_has_count (self))
    {
      g_autofree char *count = g_strdup_printf (ngettext ("%u contour", "%u contours",
                                                          row->n_contours), row->n_contours);

      add_part (text, separator, count);
    }
  if (row->has_drawing)
    add_part (text, separator, _("Something was drawn here"));
  if (style != NULL)
    add_part (text, separator, _(style->name));
  if (row->missing)
    add_part (text, separator, _("Some files are not where they were"));

  return g_string_free (text, FALSE);
}

static void
update (RlBrowserRow *self)
{
  g_autofree char *label = describe (self, ", ");

  g_clear_object (&self->title);
  g_clear_object (&self->subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  rl_accessible_name_row (GTK_WIDGET (self), label);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
thumbnail_ready_cb (RlBrowserRow *self,
                    gint64        series_id,
                    RlThumbnails *thumbnails)
{
  if (self->item != NULL && rl_browser_row_is_image (self) &&
      rl_browser_item_get_row (self->item)->id == series_id)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
rl_browser_row_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard_mode,
                              GtkTooltip *tooltip)
{
  RlBrowserRow *self = RL_BROWSER_ROW (widget);
  g_autofree char *text = self->item != NULL ? describe (self, "\n") : NULL;

  gtk_tooltip_set_text (tooltip, text);

  return text != NULL;
}

static void
rl_browser_row_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  *minimum = *natural = rl_browser_row_get_height (RL_BROWSER_ROW (widget));
}

static void
rl_browser_row_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  RlBrowserRow *self = RL_BROWSER_ROW (widget);

  if (self->item != NULL)
    rl_browser_row_paint (self, snapshot);
}

static void
rl_browser_row_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  RlBrowserRow *self = RL_BROWSER_ROW (widget);

  GTK_WIDGET_CLASS (rl_browser_row_parent_class)->css_changed (widget, change);
  g_clear_object (&self->title);
  g_clear_object (&self->subtitle);
}

static void
rl_browser_row_dispose (GObject *object)
{
  RlBrowserRow *self = RL_BROWSER_ROW (object);

  rl_browser_row_set_item (self, NULL);
  g_clear_object (&self->thumbnails);

  G_OBJECT_CLASS (rl_browser_row_parent_class)->dispose (object);
}

static void
rl_browser_row_class_init (RlBrowserRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_browser_row_dispose;

  widget_class->measure = rl_browser_row_measure;
  widget_class->snapshot = rl_browser_row_snapshot;
  widget_class->css_changed = rl_browser_row_css_changed;
  widget_class->query_tooltip = rl_browser_row_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "browserrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rl_browser_row_init (RlBrowserRow *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * rl_browser_row_new:
 * @thumbnails: where pictures come from
 */
GtkWidget *
rl_browser_row_new (RlThumbnails *thumbnails)
{
  RlBrowserRow *self = g_object_new (RL_TYPE_BROWSER_ROW, NULL);

  self->thumbnails = g_object_ref (thumbnails);
  g_signal_connect_object (thumbnails, "ready", G_CALLBACK (thumbnail_ready_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/* Returns: (nullable) (transfer none): what it shows */
RlBrowserItem *
rl_browser_row_get_item (RlBrowserRow *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ROW (self), NULL);

  return self->item;
}

void
rl_browser_row_set_item (RlBrowserRow  *self,
                         RlBrowserItem *item)
{
  g_return_if_fail (RL_IS_BROWSER_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->title);
  g_clear_object (&self->subtitle);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  if (self->is_tall != rl_browser_row_is_image (self))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->is_tall = rl_browser_row_is_image (self);
}

/**
 * rl_browser_row_get_wish:
 * @self: a row
 * @wish: (out): the picture it would show
 *
 * Returns: whether it would show one
 */
gboolean
rl_browser_row_get_wish (RlBrowserRow    *self,
                         RlThumbnailWish *wish)
{
  RimLibraryRow *row;

  g_return_val_if_fail (RL_IS_BROWSER_ROW (self), FALSE);

  if (self->item == NULL || !rl_browser_row_is_image (self))
    return FALSE;

  row = rl_browser_item_get_row (self->item);
  *wish = (RlThumbnailWish) { row->id, row->n_children };

  return TRUE;
}
