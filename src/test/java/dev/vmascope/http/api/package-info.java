@NullMarked
package dev.vmascope.http.api;

import org.jspecify.annotations.NullMarked;
