/* bench-gdcm.cc
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-gdcm.h"

#include <gdcmDirectory.h>
#include <gdcmIPPSorter.h>
#include <gdcmImageReader.h>
#include <gdcmScanner.h>
#include <vector>

/* All slices into one buffer, one after the other, as a series reader does. */
static bool
read_images (const gdcm::Directory::FilenamesType &files)
{
  std::vector<char> voxels;
  size_t at = 0;

  for (const std::string &name : files)
    {
      gdcm::ImageReader reader;

      reader.SetFileName (name.c_str ());
      if (!reader.Read ())
        return false;

      const gdcm::Image &image = reader.GetImage ();
      size_t length = image.GetBufferLength ();

      if (voxels.empty ())
        voxels.resize (length * files.size ());
      if (!image.GetBuffer (voxels.data () + at))
        return false;
      at += length;
    }

  return true;
}

static double
since (gint64 start)
{
  return 1e-6 * (double) (g_get_monotonic_time () - start);
}

/* Finding the files, grouping them by series, sorting by position, reading. */
double
bench_gdcm_series (const char *folder)
{
  gint64 start = g_get_monotonic_time ();
  gdcm::Directory directory;
  gdcm::Scanner scanner;
  gdcm::IPPSorter sorter;

  directory.Load (folder, true);
  scanner.AddTag (gdcm::Tag (0x0020, 0x000e));
  if (!scanner.Scan (directory.GetFilenames ()))
    return -1.0;

  sorter.SetComputeZSpacing (true);
  sorter.SetZSpacingTolerance (1e-3);
  if (!sorter.Sort (directory.GetFilenames ()) || !read_images (sorter.GetFilenames ()))
    return -1.0;

  return since (start);
}

/* Reading alone, in the order of the names. */
double
bench_gdcm_images (const char *folder)
{
  gint64 start = g_get_monotonic_time ();
  gdcm::Directory directory;

  directory.Load (folder, true);

  return read_images (directory.GetFilenames ()) ? since (start) : -1.0;
}
