package dev.vmascope.capture;

import java.io.IOException;

/// A bundle that is no capture, or breaks one of its bounds. The message says what is wrong,
/// without text of the bundle.
public final class MalformedCaptureException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedCaptureException(String message) {
    super(message);
  }
}
