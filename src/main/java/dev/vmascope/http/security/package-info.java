/// The access of callers: modes, scopes, tokens and the safe start.
@NullMarked
package dev.vmascope.http.security;

import org.jspecify.annotations.NullMarked;
