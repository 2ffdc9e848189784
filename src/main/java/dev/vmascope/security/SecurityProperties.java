package dev.vmascope.security;

import dev.vmascope.guard.HostGuard;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may ask.
///
/// @param mode whether requests need a credential
/// @param tokenFile the tokens: lines `name:sha256-hex:scope,scope`; without one, mode `token`
///   makes a token
/// @param allowInsecure lets mode `none` listen beyond loopback
/// @param allowedHosts the names that the service answers to, without ports; `*` for any. By
///   default those of loopback in mode `none`, any in the others
@ConfigurationProperties("vmascope.security")
record SecurityProperties(
    @DefaultValue("none") Mode mode,
    @Nullable Path tokenFile,
    @DefaultValue("false") boolean allowInsecure,
    @Nullable List<String> allowedHosts,
    @DefaultValue JwtProperties jwt) {

  /// The modes.
  enum Mode {
    /// Everybody who reaches the service may ask everything; meant for loopback.
    NONE,
    /// Requests carry a token of the token file.
    TOKEN,
    /// Requests carry a token that an issuer signed.
    JWT
  }

  /// The names that the service answers to.
  List<String> hosts() {
    if (allowedHosts != null && !allowedHosts.isEmpty()) {
      return allowedHosts;
    }
    return mode == Mode.NONE ? HostGuard.LOOPBACK : List.of(HostGuard.ANY);
  }
}
