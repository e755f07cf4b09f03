/* rl-slice-canvas-overlay.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "canvas/rl-pen.h"
#include "canvas/rl-scale-bar.h"
#include "core/rl-contrast.h"
#include "core/rl-format.h"
#include "core/rl-unit.h"

#define MARGIN            7
#define ROOM_FOR_SERIES   280
#define ROOM_FOR_NUMBERS  170
#define ROOM_FOR_LEGEND   240
#define ROOM_FOR_BAR      110
#define ROOM_FOR_LETTER   14
#define ROOM_FOR_LINES    62
#define LEAST_LEGEND      32
#define CUBE_SIZE         44
#define ROOM_BELOW_CUBE   70

/* A face of the cube that is seen from less than this has no room for a letter. */
#define LEAST_LETTER 0.35

/* Less is how a table sags, not how a gantry is tilted. */
#define LEAST_TILT 0.5

static const GdkRGBA warning_color = { 0.96f, 0.76f, 0.26f, 1.0f };

/* Returns: (transfer none): a line of text, laid out */
PangoLayout *
rl_slice_canvas_get_text (RlSliceCanvas  *self,
                          RlCanvasTextId  id,
                          const char     *text)
{
  RlCanvasText *slot = &self->texts[id];

  if (slot->layout == NULL)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      slot->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_attributes (slot->layout, attributes);
      pango_layout_set_ellipsize (slot->layout, PANGO_ELLIPSIZE_END);
    }

  if (g_strcmp0 (slot->text, text) != 0)
    {
      g_free (slot->text);
      slot->text = g_strdup (text);
      pango_layout_set_text (slot->layout, text, -1);
    }

  return slot->layout;
}

/* @x_align and @y_align say which point of the text comes to (x, y): 0 the
 * left or top, 1 the right or bottom.
 */
static int
append_text (RlSliceCanvas  *self,
             GtkSnapshot    *snapshot,
             const RlPen    *pen,
             RlCanvasTextId  id,
             const char     *text,
             double          x,
             double          y,
             double          x_align,
             double          y_align)
{
  PangoLayout *layout = rl_slice_canvas_get_text (self, id, text);
  int width, height;

  if (!rl_session_get_show_text (self->session))
    return 0;

  pango_layout_get_pixel_size (layout, &width, &height);
  rl_pen_append_text (pen, snapshot, layout, round (x - x_align * width), round (y - y_align * height));

  return height;
}

/* The middle, unless a long name of a plane reaches over it in a small pane. */
static double
get_top_letter (RlSliceCanvas *self)
{
  PangoLayout *name = self->texts[RL_CANVAS_TEXT_PLANE].layout;
  int width = 0;

  if (name != NULL)
    pango_layout_get_pixel_size (name, &width, NULL);

  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, MARGIN + width + ROOM_FOR_LETTER);
}

/* After the names, which the upper one makes way for. */
static void
paint_letters (RlSliceCanvas  *self,
               GtkSnapshot    *snapshot,
               const RlPen    *pen,
               const RimPlane *plane)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  const struct {
    RlCanvasTextId id;
    RimVec3        direction;
    double         x, y, x_align, y_align;
  } edges[] = {
    { RL_CANVAS_TEXT_LEFT, rim_vec3_scale (plane->right, -1), MARGIN, height / 2, 0, 0.5 },
    { RL_CANVAS_TEXT_RIGHT, plane->right, width - MARGIN, height / 2, 1, 0.5 },
    { RL_CANVAS_TEXT_TOP, rim_vec3_scale (plane->down, -1), get_top_letter (self), MARGIN, 0.5, 0 },
    { RL_CANVAS_TEXT_BOTTOM, plane->down, width / 2, height - MARGIN, 0.5, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      char letters[4];

      rim_direction_get_letters (edges[i].direction, letters);
      append_text (self, snapshot, pen, edges[i].id, letters,
                   edges[i].x, edges[i].y, edges[i].x_align, edges[i].y_align);
    }
}

static void
paint_crosshair (RlSliceCanvas  *self,
                 GtkSnapshot    *snapshot,
                 const RimPlane *plane)
{
  gboolean is_brush = rl_tool_has_width (rl_session_get_tool (self->session));
  RlCrosshair crosshair;

  rl_crosshair_init (&crosshair, self->session, self->orientation, plane,
                     gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  rl_crosshair_paint (&crosshair, snapshot, self->hover, is_brush ? 0.4f : 0.8f, rl_contrast_is_high ());
}

static const char *
get_series (RlSliceCanvas *self,
            RlContent      content)
{
  RimVolume *volume = rl_session_get_volume (self->session, rl_content_get_layer (content));
  RimSource *source = rim_volume_get_source (volume);

  if (source == NULL || source->series_description == NULL)
    return "";

  return source->series_description;
}

/* What the eye must know before it believes a reformatted plane. */
static char *
describe_geometry (RimVolume *volume)
{
  double tilt = rim_grid_get_shear_angle (rim_volume_get_grid (volume));
  GString *text = g_string_new (NULL);

  if (rim_volume_get_geometry_kind (volume) == RIM_GEOMETRY_IRREGULAR)
    g_string_append (text, _("Irregular slices"));

  if (tilt >= LEAST_TILT)
    g_string_append_printf (text, _("%sTilt %.1f°"), text->len > 0 ? " · " : "", tilt);

  return g_string_free (text, FALSE);
}

/* Whose image it is, and of when; nothing where the files say neither. */
static char *
describe_patient (RimVolume *volume)
{
  RimSource *source = rim_volume_get_source (volume);
  g_autofree char *name = NULL;
  g_autofree char *date = NULL;

  if (source == NULL || (source->patient_name == NULL && source->study_date == NULL))
    return g_strdup ("");

  name = rl_format_person_name (source->patient_name);
  date = rl_format_date (source->study_date);

  return g_strdup_printf ("%s\n%s", name, date);
}

/* Returns: how much room it took */
static int
paint_patient (RlSliceCanvas *self,
               GtkSnapshot   *snapshot,
               const RlPen   *pen)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int most = MAX (width / 2 - 3 * MARGIN, 40);
  g_autofree char *text = describe_patient (rl_session_get_base (self->session));
  PangoLayout *layout = rl_slice_canvas_get_text (self, RL_CANVAS_TEXT_PATIENT, text);
  int natural;

  if (width < ROOM_FOR_SERIES || *text == '\0')
    return 0;

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &natural, NULL);
  if (natural > most)
    pango_layout_set_width (layout, most * PANGO_SCALE);

  return append_text (self, snapshot, pen, RL_CANVAS_TEXT_PATIENT, text, width - MARGIN, MARGIN, 1, 0);
}

static void
paint_geometry (RlSliceCanvas *self,
                GtkSnapshot   *snapshot,
                const RlPen   *pen,
                int            below)
{
  RlPen warning;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  g_autofree char *text = describe_geometry (rl_session_get_base (self->session));

  if (*text == '\0' || width < ROOM_FOR_SERIES)
    return;

  rl_pen_init_colored (&warning, pen, &warning_color);
  append_text (self, snapshot, &warning, RL_CANVAS_TEXT_GEOMETRY, text,
               width - MARGIN, MARGIN + below, 1, 0);
}

/* Which image it is, and of two studies which, where the corner across does not say it. */
static char *
describe_image (RlSliceCanvas *self,
                RlContent      content,
                gboolean       is_narrow)
{
  RimSource *source = rim_volume_get_source (rl_session_get_base (self->session));
  const char *series = get_series (self, content);
  GString *text = g_string_new (rl_content_get_name (content));

  if (!is_narrow && *series != '\0' && content != RL_CONTENT_FUSED)
    g_string_append_printf (text, " · %s", series);
  if (self->caption != NULL && (is_narrow || source == NULL || source->study_date == NULL))
    g_string_append_printf (text, "\n%s", self->caption);

  return g_string_free (text, FALSE);
}

/* Returns: how far down they reach */
static int
paint_names (RlSliceCanvas *self,
             GtkSnapshot   *snapshot,
             const RlPen   *pen,
             RlContent      content)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean is_narrow = width < ROOM_FOR_SERIES;
  int most = is_narrow ? -1 : (width / 2 - 3 * MARGIN) * PANGO_SCALE;
  RlPen colored;
  g_autofree char *plane = rl_slice_describe_plane (rl_session_get_mpr (self->session),
                                                    self->orientation, is_narrow);
  g_autofree char *image = describe_image (self, content, is_narrow);
  int height;

  rl_pen_init_colored (&colored, pen, rl_plane_get_color (self->orientation));
  pango_layout_set_width (rl_slice_canvas_get_text (self, RL_CANVAS_TEXT_PLANE, plane), most);
  height = append_text (self, snapshot, &colored, RL_CANVAS_TEXT_PLANE,
                        plane, MARGIN, MARGIN, 0, 0);

  pango_layout_set_width (rl_slice_canvas_get_text (self, RL_CANVAS_TEXT_SERIES, image), most);
  height += append_text (self, snapshot, pen, RL_CANVAS_TEXT_SERIES, image, MARGIN, MARGIN + height, 0, 0);

  return MARGIN + height;
}

/* Three digits, and no powers of ten. */
static void
add_end (GString *text,
         double   value)
{
  if (fabs (value) >= 1000)
    g_string_append_printf (text, "%.0f", value);
  else
    g_string_append_printf (text, "%.3g", value + 0.0);
}

static void
add_pet_window (RlSliceCanvas *self,
                GString       *text)
{
  RimWindow window = rl_session_get_window (self->session, RL_LAYER_PET);
  RimVolume *pet = rl_session_get_volume (self->session, RL_LAYER_PET);
  g_autofree char *unit = rl_unit_name (pet);
  double lower, upper;

  rim_window_get_range (window, rim_volume_get_unit (pet), &lower, &upper);
  g_string_append_printf (text, "%s%s ", text->len > 0 ? "\n" : "", unit);
  add_end (text, lower);
  g_string_append (text, "–");
  add_end (text, upper);
}

static char *
describe_window (RlSliceCanvas *self,
                 RlContent      content)
{
  GString *text = g_string_new (NULL);
  RimWindow window = rl_session_get_window (self->session, RL_LAYER_CT);

  if (content != RL_CONTENT_PET)
    g_string_append_printf (text, _("W %.0f  L %.0f"), window.width, window.center);

  if (content != RL_CONTENT_CT)
    add_pet_window (self, text);

  return g_string_free (text, FALSE);
}

static char *
describe_slab (RlSlab slab)
{
  const char *names[] = {
    [RIM_SLAB_MEAN] = _("Mean"),
    [RIM_SLAB_MAX] = _("MIP"),
    [RIM_SLAB_MIN] = _("MinIP"),
  };

  if (slab.mm == 0.0)
    return g_strdup ("");

  /* Translators: how thick a plane is and what is made of it: "MIP 30 mm". */
  return g_strdup_printf (_("%s %.4g mm\n"), names[slab.kind], slab.mm);
}

/* Of the image whose slices are counted. */
static char *
describe_series_number (RimVolume *volume)
{
  RimSource *source = rim_volume_get_source (volume);

  if (source == NULL || source->series_number <= 0)
    return g_strdup ("");

  /* Translators: before the number of a slice, as in "Series 3 · 29 / 59". */
  return g_strdup_printf (_("Series %d · "), source->series_number);
}

/* What is not as it is read is said, not only by the letters. */
static char *
describe_zoom (RlSliceCanvas *self)
{
  guint quarters = rl_viewport_get_quarters (self->viewport);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%.2f×", rl_viewport_get_zoom (self->viewport));
  if (rl_viewport_get_flipped (self->viewport))
    g_string_append_printf (text, " · %s", _("flipped"));
  if (quarters != 0)
    g_string_append_printf (text, " · %u°", quarters * 90);

  return g_string_free (text, FALSE);
}

static void
paint_numbers (RlSliceCanvas *self,
               GtkSnapshot   *snapshot,
               const RlPen   *pen,
               RlContent      content)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  g_autofree char *window = describe_window (self, content);
  g_autofree char *zoom = describe_zoom (self);
  g_autofree char *slab = NULL;
  g_autofree char *series = NULL;
  g_autofree char *number = NULL;
  g_autofree char *where = NULL;
  RlSlice slice;
  int line;

  if (!rl_slice_canvas_get_slice (self, &slice) || width < ROOM_FOR_NUMBERS)
    return;

  slab = describe_slab (rl_session_get_slab (self->session, self->orientation));
  series = width < ROOM_FOR_SERIES ? g_strdup ("")
                                   : describe_series_number (rl_session_get_base (self->session));
  number = rl_slice_dup_number (&slice);
  where = g_strdup_printf ("%s%s%s\n%.1f mm", slab, series, number,
                           rl_format_to_tenths (slice.position));
  append_text (self, snapshot, pen, RL_CANVAS_TEXT_SLICE, where, MARGIN, height - MARGIN, 0, 1);

  pango_layout_set_alignment (rl_slice_canvas_get_text (self, RL_CANVAS_TEXT_WINDOW, window), PANGO_ALIGN_RIGHT);
  line = append_text (self, snapshot, pen, RL_CANVAS_TEXT_WINDOW, window,
                      width - MARGIN, height - MARGIN, 1, 1);
  append_text (self, snapshot, pen, RL_CANVAS_TEXT_ZOOM, zoom,
               width - MARGIN, height - MARGIN - line, 1, 1);
}

static void
paint_scale_bar (RlSliceCanvas  *self,
                 GtkSnapshot    *snapshot,
                 const RlPen    *pen,
                 const RimPlane *plane)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double mm = rim_vec3_length (plane->down) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_autofree char *text = NULL;
  RlScaleBar bar;

  if (width < ROOM_FOR_SERIES)
    return;

  rl_scale_bar_init (&bar, width, gtk_widget_get_height (GTK_WIDGET (self)), mm);
  rl_scale_bar_paint (&bar, snapshot, pen);
  text = rl_scale_bar_dup_text (&bar);
  append_text (self, snapshot, pen, RL_CANVAS_TEXT_SCALE, text, bar.x - 7, bar.y + bar.length / 2,
               1, 0.5);
}

/* Below the letter of the right edge, or above it where there is little room and nothing
 * else is written there.
 */
static void
place_legend (RlSliceCanvas *self,
              const RlPen   *pen,
              RlLegendPlace *place)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  *place = (RlLegendPlace) {
    width - MARGIN, round (height / 2 + ROOM_FOR_LETTER),
    floor (height / 2 - ROOM_FOR_LETTER - ROOM_FOR_LINES), pen,
    rl_session_get_show_text (self->session), width < ROOM_FOR_LEGEND
  };
  if (!place->is_brief)
    return;

  place->top = 2 * MARGIN;
  place->height = floor (height / 2 - ROOM_FOR_LETTER - place->top);
}

/* From the top image on. Grey under colours is known to every reader and has none. */
static void
paint_legends (RlSliceCanvas *self,
               GtkSnapshot   *snapshot,
               const RlPen   *pen,
               RlContent      content)
{
  const RimColormap *grey = rim_colormap_find ("grey");
  RlLegendPlace place;
  RimLayer layers[RL_N_LAYERS];
  guint n = rl_content_get_layers (content, self->session, layers);

  place_legend (self, pen, &place);
  if (!rl_session_get_show_legend (self->session) || place.height < LEAST_LEGEND ||
      gtk_widget_get_width (GTK_WIDGET (self)) < ROOM_FOR_BAR)
    return;

  for (guint l = n; l-- > 0;)
    if (n == 1 || layers[l].colormap != grey)
      place.edge = rl_legend_snapshot (self->legends[l], GTK_WIDGET (self), snapshot, &layers[l],
                                       &place) - MARGIN;
}

/* The faces are plate enough. */
static void
append_face_letter (RlSliceCanvas  *self,
                    GtkSnapshot    *snapshot,
                    const RlPen    *pen,
                    RlCanvasTextId  id,
                    char            letter,
                    double          x,
                    double          y)
{
  const char text[2] = { letter, '\0' };
  PangoLayout *layout = rl_slice_canvas_get_text (self, id, text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  rl_pen_append_letters (pen, snapshot, layout, round (x - width / 2.0), round (y - height / 2.0));
}

/* Seen as the plane is, above the number of the slice. */
static void
paint_cube (RlSliceCanvas  *self,
            GtkSnapshot    *snapshot,
            const RlPen    *pen,
            const RimPlane *plane)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double x = MARGIN + CUBE_SIZE / 2.0;
  double y = height - ROOM_BELOW_CUBE - CUBE_SIZE / 2.0;
  RlCube cube;

  if (width < ROOM_FOR_SERIES || height < ROOM_FOR_SERIES ||
      !rl_session_get_show_text (self->session))
    return;

  rl_cube_init (&cube, plane, rim_mpr_get_normal (rl_session_get_mpr (self->session),
                                                  self->orientation), CUBE_SIZE);
  rl_cube_paint (&cube, snapshot, &pen->ink, x, y);

  for (guint f = 0; f < cube.n_faces; f++)
    if (cube.faces[f].facing > LEAST_LETTER)
      append_face_letter (self, snapshot, pen, RL_CANVAS_TEXT_CUBE + f, cube.faces[f].letter,
                          x + cube.faces[f].x, y + cube.faces[f].y);
}

static void
append_circle (GtkSnapshot   *snapshot,
               const GdkRGBA *color,
               double         x,
               double         y,
               double         radius)
{
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle,
                                   &GRAPHENE_RECT_INIT ((float) (x - radius), (float) (y - radius),
                                                        (float) (2 * radius), (float) (2 * radius)),
                                   (float) radius);
  gtk_snapshot_append_border (snapshot, &circle, widths, colors);
}

/* How large the brush is, and what it leaves alone. */
static char *
describe_brush (RlSliceCanvas *self)
{
  RlLayerKind layer = rl_content_get_layer (rl_content_resolve (self->content, self->session));
  double diameter = 2 * rl_session_get_brush_radius (self->session);
  RimVec3 press = self->brush != NULL
                  ? rl_slice_canvas_drag_to_patient (self, self->drag_start[0], self->drag_start[1])
                  : rl_slice_canvas_to_patient (self, self->pointer[0], self->pointer[1]);
  double lowest, highest;
  RimUnit unit;

  if (!rl_tool_is_brush (rl_session_get_tool (self->session)) ||
      !rl_session_find_brush_range (self->session, layer, &press, &lowest, &highest) || lowest > highest)
    return g_strdup_printf (_("⌀ %.1f mm"), diameter);

  unit = rim_volume_get_unit (rl_session_get_volume (self->session, layer));

  /* Translators: diameter of a brush, and from which value to which it paints, with unit. */
  return g_strdup_printf (_("⌀ %.1f mm, %.4g to %.4g %s"), diameter, lowest, highest,
                          rim_unit_get_label (unit));
}

/* Light within dark, so that it is seen on every image. */
static void
paint_brush (RlSliceCanvas  *self,
             GtkSnapshot    *snapshot,
             const RimPlane *plane)
{
  double mm = rim_vec3_length (plane->right) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double radius = MAX (rl_session_get_brush_radius (self->session) / mm, 1.5);
  RlTool tool = rl_session_get_tool (self->session);
  gboolean is_eraser = self->brush != NULL ? self->drag == RL_DRAG_ERASE : tool == RL_TOOL_ERASER || tool == RL_TOOL_SEEDS_OUT;
  g_autofree char *text = NULL;
  RlPen pen;

  if ((!self->has_pointer || !rl_tool_has_width (tool)) && self->brush == NULL)
    return;

  rl_pen_init (&pen, FALSE);
  append_circle (snapshot, &pen.halo, self->pointer[0], self->pointer[1], radius + 1);
  append_circle (snapshot, is_eraser ? rl_plane_get_color (RIM_ORIENTATION_AXIAL) : &pen.ink,
                 self->pointer[0], self->pointer[1], radius);

  text = describe_brush (self);
  append_text (self, snapshot, &pen, RL_CANVAS_TEXT_BRUSH, text,
               self->pointer[0] + radius * 0.75 + 4, self->pointer[1] + radius * 0.75 + 4, 0, 0);
}

/* Dark about light, so that it is seen on every image. */
static void
paint_region (RlSliceCanvas *self,
              GtkSnapshot   *snapshot)
{
  double x = floor (MIN (self->drag_start[0], self->drag_end[0]));
  double y = floor (MIN (self->drag_start[1], self->drag_end[1]));
  double width = ceil (fabs (self->drag_end[0] - self->drag_start[0]));
  double height = ceil (fabs (self->drag_end[1] - self->drag_start[1]));

  RlPen pen;

  if (self->drag != RL_DRAG_WINDOW_REGION)
    return;

  rl_pen_init (&pen, FALSE);

  for (int grow = 1; grow >= 0; grow--)
    {
      const GdkRGBA *color = grow == 1 ? &pen.halo : &pen.ink;

      rl_pen_append_rect (snapshot, color, x - grow, y - grow, width + 2 * grow, 1);
      rl_pen_append_rect (snapshot, color, x - grow, y + height + grow - 1, width + 2 * grow, 1);
      rl_pen_append_rect (snapshot, color, x - grow, y - grow, 1, height + 2 * grow);
      rl_pen_append_rect (snapshot, color, x + width + grow - 1, y - grow, 1, height + 2 * grow);
    }
}

/* All that lies over images and contours. None of it touches their pixels. */
void
rl_slice_canvas_paint_overlay (RlSliceCanvas  *self,
                               GtkSnapshot    *snapshot,
                               const RimPlane *plane)
{
  RlContent content = rl_content_resolve (self->content, self->session);
  gboolean is_light = rl_content_is_light (content, self->session);
  int below_names;
  RlPen pen;

  rl_pen_init (&pen, is_light);
  paint_crosshair (self, snapshot, plane);
  below_names = paint_names (self, snapshot, &pen, content);
  paint_letters (self, snapshot, &pen, plane);
  paint_geometry (self, snapshot, &pen, paint_patient (self, snapshot, &pen));
  paint_numbers (self, snapshot, &pen, content);
  paint_scale_bar (self, snapshot, &pen, plane);
  paint_legends (self, snapshot, &pen, content);
  rl_slice_canvas_paint_map_legend (self, snapshot, &pen, below_names);
  paint_cube (self, snapshot, &pen, plane);
  paint_brush (self, snapshot, plane);
  paint_region (self, snapshot);
  if (self->is_active)
    rl_pen_paint_frame (snapshot, GTK_WIDGET (self));
}

/* Where there is no image to write over. */
void
rl_slice_canvas_paint_caption (RlSliceCanvas *self,
                               GtkSnapshot   *snapshot)
{
  RlPen pen;

  rl_pen_init (&pen, FALSE);
  if (self->caption != NULL)
    append_text (self, snapshot, &pen, RL_CANVAS_TEXT_SERIES, self->caption,
                 gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                 gtk_widget_get_height (GTK_WIDGET (self)) / 2.0, 0.5, 0.5);
}

void
rl_slice_canvas_clear_texts (RlSliceCanvas *self)
{
  for (guint i = 0; i < RL_N_LAYERS && self->legends[i] != NULL; i++)
    rl_legend_clear (self->legends[i]);
  if (self->map_legend != NULL)
    rl_legend_clear (self->map_legend);

  for (guint i = 0; i < RL_CANVAS_N_TEXTS; i++)
    {
      g_clear_object (&self->texts[i].layout);
      g_clear_pointer (&self->texts[i].text, g_free);
    }
}
