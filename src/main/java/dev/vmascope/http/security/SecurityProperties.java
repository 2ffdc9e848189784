package dev.vmascope.http.security;

import dev.vmascope.http.guard.HostGuard;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties `vmascope.security.*`: authentication, tokens and host names.
///
/// @param mode whether requests need a credential
/// @param tokenFile the tokens: lines `name:sha256-hex:scope,scope`; without a file, mode `token`
///   generates a token
/// @param allowInsecure whether mode `none` may listen beyond loopback
/// @param allowedHosts the host names of the service, without ports; `*` for any. By default those
///   of loopback in mode `none`, any in the others
@ConfigurationProperties("vmascope.security")
record SecurityProperties(
    @DefaultValue("none") Mode mode,
    @Nullable Path tokenFile,
    @DefaultValue("false") boolean allowInsecure,
    @Nullable List<String> allowedHosts,
    @DefaultValue @NestedConfigurationProperty JwtProperties jwt) {

  /// The modes of authentication.
  enum Mode {
    /// No authentication: every client may use every operation; meant for loopback.
    NONE,
    /// Authentication by a token of the token file.
    TOKEN,
    /// Authentication by a token that an issuer signed.
    JWT
  }

  /// The host names of the service.
  List<String> hosts() {
    if (allowedHosts != null && !allowedHosts.isEmpty()) {
      return allowedHosts;
    }
    return mode == Mode.NONE ? HostGuard.LOOPBACK : List.of(HostGuard.ANY);
  }
}
