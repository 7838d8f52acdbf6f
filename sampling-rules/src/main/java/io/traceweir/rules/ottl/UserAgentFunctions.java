// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Browsers and operating systems, by what a client calls itself. */
final class UserAgentFunctions {
  static final List<Signature> ALL =
      List.of(Signature.of("UserAgent(userAgent)", UserAgentFunctions::userAgent));

  /** Some hundred expressions are asked of a text, each in proportion to its length. */
  private static final int LONGEST = 1_000;

  private UserAgentFunctions() {}

  private static Value userAgent(Arguments arguments) {
    Value userAgent = arguments.value(0);
    Asked asked = new Asked(UserAgents.browsers(), UserAgents.systems());
    return scene -> asked.of(Convert.text(userAgent.of(scene)));
  }

  /** Remembers what it said: clients repeat, and a new one takes some milliseconds. One thread. */
  private static final class Asked {
    private static final int PLACES = 256;

    private final UserAgents browsers;
    private final UserAgents systems;
    private final @Nullable String[] texts = new @Nullable String[PLACES];
    private final @Nullable Pairs[] answers = new @Nullable Pairs[PLACES];

    Asked(UserAgents browsers, UserAgents systems) {
      this.browsers = browsers;
      this.systems = systems;
    }

    Pairs of(String text) {
      if (text.length() > LONGEST) {
        return found(text);
      }
      int hash = text.hashCode();
      int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
      Pairs answer = text.equals(texts[place]) ? answers[place] : null;
      if (answer == null) {
        answer = found(text);
        texts[place] = text;
        answers[place] = answer;
      }
      return answer;
    }

    private Pairs found(String text) {
      String start = text.substring(0, Math.min(text.length(), LONGEST));
      UserAgents.Found browser = browsers.find(start);
      UserAgents.Found system = systems.find(start);
      Pairs pairs = new Pairs();
      pairs.add("user_agent.name", browser.family());
      pairs.add("user_agent.original", text);
      pairs.add("user_agent.version", browser.version());
      pairs.add("os.name", system.family());
      if (!system.version().isEmpty()) {
        pairs.add("os.version", system.version());
      }
      return pairs;
    }
  }
}
