/// The authentication and authorization of requests: modes, tokens and scopes. The service refuses
/// to start with a configuration that would admit everyone on the network.
@NullMarked
package dev.vmascope.security;

import org.jspecify.annotations.NullMarked;
