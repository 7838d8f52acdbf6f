// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Compose file at the root of the repository. */
final class Compose {

  /** What is mounted where; a named volume or a path of the repository. */
  record Mount(String source, String target, boolean isReadOnly) {
    boolean isFile() {
      return source.startsWith("./");
    }
  }

  private final Tree file = Tree.read("docker-compose.yml");

  Map<String, Tree> services() {
    return file.at("services").fields();
  }

  Tree service(String name) {
    return file.at("services", name);
  }

  Set<String> volumes() {
    return file.at("volumes").fields().keySet();
  }

  List<Mount> mounts(String service) {
    List<Mount> mounts = new ArrayList<>();
    for (String mount : service(service).at("volumes").texts()) {
      String[] parts = mount.split(":", -1);
      mounts.add(new Mount(parts[0], parts[1], parts.length > 2 && parts[2].equals("ro")));
    }
    return mounts;
  }

  /** What a service sees at a path, as a path of the repository. */
  String mounted(String service, String target) {
    return mounts(service).stream()
        .filter(mount -> mount.target().equals(target) && mount.isFile())
        .map(mount -> mount.source().substring(2))
        .findFirst()
        .orElseThrow(() -> new AssertionError(service + " has no file mounted at " + target));
  }

  /** {@code host:port:port} of a service. */
  List<String> ports(String service) {
    return service(service).at("ports").texts();
  }

  String variable(String service, String name) {
    return service(service).at("environment", name).text();
  }
}
