/* rl-annotation-shape.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"
#include "view/rim-plane.h"

G_BEGIN_DECLS

/**
 * RlAnnotationPresence:
 * @RL_ANNOTATION_HIDDEN: the measurement lies elsewhere
 * @RL_ANNOTATION_NEAR: on the slice before or behind
 * @RL_ANNOTATION_HERE: within half a slice of the plane
 *
 * How a measurement lies to a plane.
 */
typedef enum
{
  RL_ANNOTATION_HIDDEN,
  RL_ANNOTATION_NEAR,
  RL_ANNOTATION_HERE,
} RlAnnotationPresence;

/**
 * RlAnnotationShape:
 * @xy: its points in pixels of the widget
 * @n: how many
 * @has_label: whether a hand put its label somewhere
 * @label: the middle of that, in pixels of the widget
 *
 * A measurement as it lies on a canvas.
 */
typedef struct
{
  RimMeasurementKind    kind;
  RlAnnotationPresence  presence;
  double               *xy;
  guint                 n;
  gboolean              has_label;
  double                label[2];
} RlAnnotationShape;

void     rl_annotation_shape_init      (RlAnnotationShape *self,
                                        RimMeasurement    *measurement,
                                        const RimGrid     *grid,
                                        const RimPlane    *plane,
                                        int                scale_factor);
void     rl_annotation_shape_clear     (RlAnnotationShape *self);
void     rl_annotation_shape_get_box   (const RlAnnotationShape *self,
                                        graphene_rect_t         *box);
void     rl_annotation_shape_add_path  (const RlAnnotationShape *self,
                                        cairo_t                 *cr);
int      rl_annotation_shape_find_handle (const RlAnnotationShape *self,
                                          double                   x,
                                          double                   y,
                                          double                   reach);
double   rl_annotation_shape_get_distance (const RlAnnotationShape *self,
                                           double                   x,
                                           double                   y,
                                           double                   nearest[2]);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RlAnnotationShape, rl_annotation_shape_clear)

G_END_DECLS
