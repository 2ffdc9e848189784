package dev.vmascope.security;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may ask.
///
/// @param mode whether requests need a token
/// @param tokenFile the tokens: lines `name:sha256-hex:scope,scope`; needed in mode `token`
/// @param allowInsecure lets mode `none` listen beyond loopback
@ConfigurationProperties("vmascope.security")
record SecurityProperties(
    @DefaultValue("none") Mode mode,
    @Nullable Path tokenFile,
    @DefaultValue("false") boolean allowInsecure) {

  /// The modes.
  enum Mode {
    /// Everybody who reaches the service may ask everything; meant for loopback.
    NONE,
    /// Requests carry a token of the token file.
    TOKEN
  }
}
