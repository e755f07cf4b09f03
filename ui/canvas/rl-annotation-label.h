/* rl-annotation-label.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-annotation-shape.h"

G_BEGIN_DECLS

/**
 * RlAnnotationLabel:
 *
 * What a measurement says, beside it and joined to it by a thin line.
 */
typedef struct _RlAnnotationLabel RlAnnotationLabel;

RlAnnotationLabel     *rl_annotation_label_new        (GtkWidget               *widget) G_GNUC_WARN_UNUSED_RESULT;
void                   rl_annotation_label_free       (RlAnnotationLabel       *self);
void                   rl_annotation_label_set_text   (RlAnnotationLabel       *self,
                                                       const char              *text);
const char            *rl_annotation_label_get_text   (RlAnnotationLabel       *self);
const graphene_rect_t *rl_annotation_label_get_bounds (RlAnnotationLabel       *self);
void                   rl_annotation_label_place      (RlAnnotationLabel       *self,
                                                       const RlAnnotationShape *shape,
                                                       int                      width,
                                                       int                      height,
                                                       GArray                  *taken);
void                   rl_annotation_label_snapshot   (RlAnnotationLabel       *self,
                                                       GtkSnapshot             *snapshot,
                                                       const GdkRGBA           *color);

G_END_DECLS
