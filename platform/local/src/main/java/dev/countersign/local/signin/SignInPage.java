package dev.countersign.local.signin;

/** The page that shows the demo people. Nothing in it comes from outside. */
final class SignInPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Sign in · Countersign on this machine</title>
      <link rel="icon" href="data:,">
      <link rel="stylesheet" href="/sign-in.css">
      </head>
      <body>
      <main>
      <h1>Sign in</h1>
      <p>This platform runs on your machine alone. Choose who you are; there are no passwords.</p>
      <form method="post" action="/authorize">
      <input type="hidden" name="request" value="%s">
      %s</form>
      </main>
      </body>
      </html>
      """;

  static final String STYLE =
      """
      :root { color-scheme: light dark; font: 16px/1.5 Inter, system-ui, sans-serif; background: light-dark(#f7f7f5, #14161a); color: light-dark(#1d1f23, #e8e8e4) }
      * { box-sizing: border-box } body { margin: 0 } main { max-width: 34rem; margin: 0 auto; padding: 1.25rem } h1 { font-size: 1.35rem; margin: .5rem 0 }
      form { display: grid; gap: .5rem } button { font: inherit; text-align: left; cursor: pointer; padding: .65rem .9rem; border-radius: 8px; border: 1px solid light-dark(#85888f, #767d89); background: light-dark(#fff, #1b1e24); color: inherit }
      button:hover { border-color: currentColor } :focus-visible { outline: 2px solid light-dark(#1f4fd8, #8fb0ff); outline-offset: 2px } span { color: light-dark(#5a5f68, #a2a8b3) }
      """;

  static String of(String request) {
    var people = new StringBuilder();
    for (var person : DemoPerson.ALL) {
      people.append(
          "<button name=\"person\" value=\"%s\"><b>%s</b> · %s <span>%s</span></button>\n"
              .formatted(
                  person.name(), person.name(), String.join(", ", person.groups()), person.does()));
    }
    return PAGE.formatted(request, people);
  }

  private SignInPage() {}
}
