/// Who may ask: modes, scopes, tokens, and the refusal to start in a way that lets strangers in.
@NullMarked
package dev.vmascope.security;

import org.jspecify.annotations.NullMarked;
