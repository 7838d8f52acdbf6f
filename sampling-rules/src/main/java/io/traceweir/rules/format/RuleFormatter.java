// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.ProblemsException;
import java.util.List;

/**
 * Writes rule files in one style. What the result means, and every comment, is compared with the
 * original before it is handed out.
 */
public final class RuleFormatter {
  private RuleFormatter() {}

  /**
   * The file in the usual style.
   *
   * @throws ProblemsException when something is wrong with it, and then nothing can be said about
   *     how it should look
   */
  public static String format(String file, String text) throws ProblemsException {
    RuleSet before = RuleSet.parse(file, text);
    String source = plain(text);
    SourceTree tree = SourceTree.of(source);
    List<Remark> header = Remarks.attach(tree);
    if (!tree.hasAnchors()) {
      KeyOrder.apply(tree.root());
    }
    String formatted = Layout.text(tree, header);
    check(before, source, RuleSet.parse(file, formatted), formatted);
    return formatted;
  }

  /** Without the marks of other systems. */
  private static String plain(String text) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return content.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static void check(RuleSet before, String source, RuleSet after, String formatted) {
    boolean isSame =
        before.hash().equals(after.hash())
            && words(before).equals(words(after))
            && comments(source).equals(comments(formatted));
    if (!isSame) {
      throw new IllegalStateException("formatting would change what the file says");
    }
  }

  private static List<String> words(RuleSet set) {
    return set.rules().stream().map(RuleFormatter::words).toList();
  }

  private static String words(Rule rule) {
    return rule.name() + "\n" + rule.note() + "\n" + rule.owner();
  }

  private static List<String> comments(String text) {
    return Remarks.find(SourceTree.of(text)).stream().map(Remark::text).sorted().toList();
  }
}
