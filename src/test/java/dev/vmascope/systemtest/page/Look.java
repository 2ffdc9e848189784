package dev.vmascope.systemtest.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;

/// The wishes of a reader that a browser passes on, and the size of its window.
///
/// @param width in CSS pixels
/// @param height in CSS pixels
record Look(
    int width, int height, ColorScheme scheme, ForcedColors forcedColors, ReducedMotion motion) {
  static final Look LIGHT =
      new Look(1280, 900, ColorScheme.LIGHT, ForcedColors.NONE, ReducedMotion.NO_PREFERENCE);
  static final Look DARK =
      new Look(1280, 900, ColorScheme.DARK, ForcedColors.NONE, ReducedMotion.NO_PREFERENCE);

  /// The width to which WCAG wants a page to reflow.
  static final Look NARROW =
      new Look(320, 640, ColorScheme.LIGHT, ForcedColors.NONE, ReducedMotion.NO_PREFERENCE);

  static final Look FORCED =
      new Look(1280, 900, ColorScheme.DARK, ForcedColors.ACTIVE, ReducedMotion.REDUCE);

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(scheme)
        .setForcedColors(forcedColors)
        .setReducedMotion(motion)
        .setLocale("en-GB")
        .setTimezoneId("UTC");
  }
}
