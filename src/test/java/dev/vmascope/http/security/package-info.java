@NullMarked
package dev.vmascope.http.security;

import org.jspecify.annotations.NullMarked;
