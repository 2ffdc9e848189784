/// Tests of clients that are generated from the API description.
@NullMarked
package dev.vmascope.systemtest.client;

import org.jspecify.annotations.NullMarked;
