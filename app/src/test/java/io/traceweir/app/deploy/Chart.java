// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Helm chart, rendered by Helm's own code in a library. */
final class Chart {

  static final Path FOLDER = Tree.ROOT.resolve("helm/traceweir");
  static final String RELEASE = "demo";

  /** Newer than the oldest that the chart accepts; the library's own default is older. */
  private static final String KUBERNETES = "1.34.0";

  private final Path scratch;

  /**
   * @param scratch an empty folder
   */
  Chart(Path scratch) {
    this.scratch = scratch;
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /** What is installed with these values; hooks are not among it. */
  List<Tree> render(String values) throws IOException {
    return render(FOLDER, values, KUBERNETES);
  }

  List<Tree> render(String values, String kubernetes) throws IOException {
    return render(FOLDER, values, kubernetes);
  }

  /** The same, and the pods of tests and the notes as well, as if they were objects like others. */
  List<Tree> renderAll(String values) throws IOException {
    Path copy = scratch.resolve("chart");
    copyTo(copy);
    for (String test : List.of("config-check.yaml", "doctor.yaml")) {
      Path hook = copy.resolve("templates/tests").resolve(test);
      String pod = Files.readString(hook);
      Files.writeString(hook, pod.replaceAll("(?m)^ +(annotations:|helm\\.sh/hook).*\n", ""));
    }
    Path notes = copy.resolve("templates/NOTES.txt");
    Files.move(notes, copy.resolve("notes.txt"));
    Files.writeString(
        copy.resolve("templates/notes.yaml"),
        """
        kind: Notes
        metadata: { name: notes }
        text: |
          {{- tpl (.Files.Get "notes.txt") . | nindent 2 }}
        """);
    return render(copy, values, KUBERNETES);
  }

  private List<Tree> render(Path chart, String values, String kubernetes) throws IOException {
    Path file = Files.writeString(scratch.resolve("values.yaml"), values);
    String rendered =
        new Helm(chart)
            .template()
            .withName(RELEASE)
            .withNamespace("observability")
            .withKubeVersion(kubernetes)
            .withValuesFile(file)
            .call();
    return Tree.parseAll("chart", rendered);
  }

  private static void copyTo(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(FOLDER.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
