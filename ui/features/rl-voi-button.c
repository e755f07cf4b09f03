/* rl-voi-button.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-voi-button.h"

#include <glib/gi18n-lib.h>

#include "widgets/rl-list-name.h"

#define MIN_MM 0.5
#define MAX_MM 50.0

struct _RlVoiButton
{
  GtkWidget       parent_instance;

  RlFeatureVoi    how;
  RimVoiKind      voi;
  gboolean        is_showing;   /* what is there, which changes nothing */

  GtkMenuButton  *button;
  GtkSpinButton  *r_in;
  GtkSpinButton  *r_out;
  GtkCheckButton *rim_inside;
  GtkDropDown    *clip;
  GtkDropDown    *fusion;
};

enum
{
  PROP_0,
  PROP_CORE_DEPTH,
  PROP_RIM_REACH,
  PROP_RIM_INSIDE,
  PROP_RIM_CLIP,
  PROP_FUSION,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlVoiButton, rl_voi_button, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *const clip_titles[RIM_N_VOI_CLIPS] = {
  [RIM_VOI_CLIP_NONE] = N_("Not clipped"),
  [RIM_VOI_CLIP_BODY] = N_("Body"),
  [RIM_VOI_CLIP_LUNG] = N_("Lungs"),
};

static const char *const fusion_titles[RIM_N_FUSION_METHODS] = {
  [RIM_FUSION_WEIGHTED] = N_("Weighted sum"),
  [RIM_FUSION_WAVELET] = N_("Wavelet bands"),
  [RIM_FUSION_DIVERGENCE] = N_("KL divergence"),
};

static char *
dup_distances (const RimVoiSettings *settings,
               RimVoiKind            voi)
{
  gboolean has_rim = voi == RIM_VOI_RIM || voi == RIM_VOI_TUMOUR_AND_RIM;

  if (voi == RIM_VOI_CORE)
    return g_strdup_printf (_("%g mm"), settings->r_in_mm);
  if (has_rim && settings->clip != RIM_VOI_CLIP_NONE)
    return g_strdup_printf ("%g · %s", settings->r_out_mm, _(clip_titles[settings->clip]));
  if (has_rim)
    return g_strdup_printf (_("%g mm"), settings->r_out_mm);

  return g_strdup_printf (_("%g · %g mm"), settings->r_in_mm, settings->r_out_mm);
}

/* The button says what matters for the VOI that is looked at, its tip all. */
static void
update_label (RlVoiButton *self)
{
  const RimVoiSettings *settings = &self->how.voi;
  g_autofree char *label = dup_distances (settings, self->voi);
  g_autofree char *tip =
    g_strdup_printf (_("The core lies deeper than %g mm, the rim reaches %g mm out\n"
                       "Rim clipped to: %s\nCT and PET fused as: %s"),
                     settings->r_in_mm, settings->r_out_mm, _(clip_titles[settings->clip]),
                     _(fusion_titles[self->how.fusion]));

  gtk_menu_button_set_label (self->button, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tip);
  rl_list_name_button (GTK_WIDGET (self->button), _("Core, rim and fusion"), NULL);
}

static RlFeatureVoi
read_how (RlVoiButton *self)
{
  return (RlFeatureVoi) {
           .voi = {
             .r_in_mm = gtk_spin_button_get_value (self->r_in),
             .r_out_mm = gtk_spin_button_get_value (self->r_out),
             .rim_inside = gtk_check_button_get_active (self->rim_inside),
             .clip = MIN (gtk_drop_down_get_selected (self->clip), RIM_N_VOI_CLIPS - 1),
           },
           .fusion = MIN (gtk_drop_down_get_selected (self->fusion), RIM_N_FUSION_METHODS - 1),
  };
}

/* Only of what changed: another button may be about to be told of the rest. */
static void
notify_changes (RlVoiButton        *self,
                const RlFeatureVoi *before)
{
  const RimVoiSettings *a = &before->voi;
  const RimVoiSettings *b = &self->how.voi;
  const gboolean is_changed[N_PROPS] = {
    [PROP_CORE_DEPTH] = a->r_in_mm != b->r_in_mm,
    [PROP_RIM_REACH] = a->r_out_mm != b->r_out_mm,
    [PROP_RIM_INSIDE] = a->rim_inside != b->rim_inside,
    [PROP_RIM_CLIP] = a->clip != b->clip,
    [PROP_FUSION] = before->fusion != self->how.fusion,
  };

  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    if (is_changed[i])
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
how_changed_cb (RlVoiButton *self)
{
  const RlFeatureVoi before = self->how;

  if (self->is_showing)
    return;

  self->how = read_how (self);
  update_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
  notify_changes (self, &before);
}

static void
rl_voi_button_dispose (GObject *object)
{
  RlVoiButton *self = RL_VOI_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_VOI_BUTTON);

  G_OBJECT_CLASS (rl_voi_button_parent_class)->dispose (object);
}

static void
rl_voi_button_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  RlVoiButton *self = RL_VOI_BUTTON (object);
  RimVoiClip clip;
  RimFusionMethod method;

  switch (prop_id)
    {
    case PROP_CORE_DEPTH:
      gtk_spin_button_set_value (self->r_in, g_value_get_double (value));
      break;

    case PROP_RIM_REACH:
      gtk_spin_button_set_value (self->r_out, g_value_get_double (value));
      break;

    case PROP_RIM_INSIDE:
      gtk_check_button_set_active (self->rim_inside, g_value_get_boolean (value));
      break;

    case PROP_RIM_CLIP:
      if (rim_voi_clip_from_id (g_value_get_string (value), &clip))
        gtk_drop_down_set_selected (self->clip, clip);
      break;

    case PROP_FUSION:
      if (rim_fusion_method_from_id (g_value_get_string (value), &method))
        gtk_drop_down_set_selected (self->fusion, method);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_voi_button_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  RlVoiButton *self = RL_VOI_BUTTON (object);

  switch (prop_id)
    {
    case PROP_CORE_DEPTH:
      g_value_set_double (value, self->how.voi.r_in_mm);
      break;

    case PROP_RIM_REACH:
      g_value_set_double (value, self->how.voi.r_out_mm);
      break;

    case PROP_RIM_INSIDE:
      g_value_set_boolean (value, self->how.voi.rim_inside);
      break;

    case PROP_RIM_CLIP:
      g_value_set_string (value, rim_voi_clip_get_id (self->how.voi.clip));
      break;

    case PROP_FUSION:
      g_value_set_string (value, rim_fusion_method_get_id (self->how.fusion));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const RimVoiSettings usual = RIM_VOI_SETTINGS_DEFAULT;

  properties[PROP_CORE_DEPTH] =
    g_param_spec_double ("core-depth", NULL, NULL, MIN_MM, MAX_MM, usual.r_in_mm, flags);
  properties[PROP_RIM_REACH] =
    g_param_spec_double ("rim-reach", NULL, NULL, MIN_MM, MAX_MM, usual.r_out_mm, flags);
  properties[PROP_RIM_INSIDE] = g_param_spec_boolean ("rim-inside", NULL, NULL, FALSE, flags);
  properties[PROP_RIM_CLIP] = g_param_spec_string ("rim-clip", NULL, NULL, NULL, flags);
  properties[PROP_FUSION] = g_param_spec_string ("fusion", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rl_voi_button_class_init (RlVoiButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rl_voi_button_dispose;
  object_class->set_property = rl_voi_button_set_property;
  object_class->get_property = rl_voi_button_get_property;
  install_properties (object_class);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-voi-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RlVoiButton, button);
  gtk_widget_class_bind_template_child (widget_class, RlVoiButton, r_in);
  gtk_widget_class_bind_template_child (widget_class, RlVoiButton, r_out);
  gtk_widget_class_bind_template_child (widget_class, RlVoiButton, rim_inside);
  gtk_widget_class_bind_template_child (widget_class, RlVoiButton, clip);
  gtk_widget_class_bind_template_child (widget_class, RlVoiButton, fusion);
  gtk_widget_class_bind_template_callback (widget_class, how_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
set_up_list (RlVoiButton       *self,
             GtkDropDown       *list,
             const char        *name,
             const char *const *titles,
             guint              n)
{
  g_autoptr(GtkStringList) strings = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (strings, _(titles[i]));
  gtk_drop_down_set_model (list, G_LIST_MODEL (strings));
  rl_list_name_follow (list, name);
  g_signal_connect_object (list, "notify::selected", G_CALLBACK (how_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
rl_voi_button_init (RlVoiButton *self)
{
  self->how.voi = RIM_VOI_SETTINGS_DEFAULT;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_list (self, self->clip, _("Rim: clipped to"), clip_titles, RIM_N_VOI_CLIPS);
  set_up_list (self, self->fusion, _("CT and PET: fused as"), fusion_titles, RIM_N_FUSION_METHODS);
  update_label (self);
}

/* Returns: (transfer none): how core, rim and fused image are made */
const RlFeatureVoi *
rl_voi_button_get_how (RlVoiButton *self)
{
  g_return_val_if_fail (RL_IS_VOI_BUTTON (self), NULL);

  return &self->how;
}

void
rl_voi_button_set_how (RlVoiButton        *self,
                       const RlFeatureVoi *how)
{
  g_return_if_fail (RL_IS_VOI_BUTTON (self));

  self->is_showing = TRUE;
  gtk_spin_button_set_value (self->r_in, how->voi.r_in_mm);
  gtk_spin_button_set_value (self->r_out, how->voi.r_out_mm);
  gtk_check_button_set_active (self->rim_inside, how->voi.rim_inside);
  gtk_drop_down_set_selected (self->clip, how->voi.clip);
  gtk_drop_down_set_selected (self->fusion, how->fusion);
  self->is_showing = FALSE;
  how_changed_cb (self);
}

/**
 * rl_voi_button_set_voi:
 * @self: a button
 * @voi: the VOI that is looked at, of which it says what matters
 */
void
rl_voi_button_set_voi (RlVoiButton *self,
                       RimVoiKind   voi)
{
  g_return_if_fail (RL_IS_VOI_BUTTON (self));

  self->voi = voi;
  update_label (self);
}
