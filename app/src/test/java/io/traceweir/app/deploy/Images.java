// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

/** What the name of a container image has to be like in this repository. */
final class Images {

  private Images() {}

  static void check(String image) {
    assertThat(image).as("with a version, without a registry's host").matches("[^:@]+:[^:@]+");
    String repository = image.substring(0, image.indexOf(':'));
    assertThat(repository.split("/", -1)[0]).as("host of %s", image).doesNotContain(".");
    String tag = image.substring(repository.length() + 1);
    assertThat(tag).as("version of %s", image).isNotEqualTo("latest").containsPattern("[0-9]\\.");
  }
}
