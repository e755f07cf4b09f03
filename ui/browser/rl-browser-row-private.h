/* rl-browser-row-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "browser/rl-browser-row.h"

G_BEGIN_DECLS

struct _RlBrowserRow
{
  GtkWidget      parent_instance;

  RlThumbnails  *thumbnails;
  RlBrowserItem *item;
  gboolean       is_tall;       /* was when it was measured */
  PangoLayout   *title;         /* made when it is drawn first */
  PangoLayout   *subtitle;
};

/**
 * RlReadingStyle:
 * @icon: a symbolic icon
 * @color: (nullable): a colour of the theme, or %NULL for that of the text
 * @name: what it is called
 *
 * How a status is shown.
 */
typedef struct
{
  const char *icon;
  const char *color;
  const char *name;
} RlReadingStyle;

gboolean              rl_browser_row_is_level     (RlBrowserRow   *self,
                                                   RlBrowserLevel  level);
gboolean              rl_browser_row_is_image     (RlBrowserRow   *self);
gboolean              rl_browser_row_is_drawn     (RlBrowserRow   *self);
gboolean              rl_browser_row_is_pair      (RlBrowserRow   *self);
gboolean              rl_browser_row_has_count    (RlBrowserRow   *self);
const char           *rl_browser_row_get_modality (RlBrowserRow   *self);
const RlReadingStyle *rl_browser_row_get_style    (RlBrowserRow   *self);
int                   rl_browser_row_get_height   (RlBrowserRow   *self);
void                  rl_browser_row_paint        (RlBrowserRow   *self,
                                                   GtkSnapshot    *snapshot);

G_END_DECLS
