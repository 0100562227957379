// `?styles=`: JSON with a theme and variables, as documented. What is unknown or no colour is left alone.

const colours = [
  "backgroundColor", "primaryTextColor", "secondaryTextColor", "tertiaryTextColor", "primaryColor", "tabBackgroundColor",
  "tabHoverBackgroundColor", "tabBorderColor", "tabHoverBorderColor", "buttonBackgroundColor", "buttonTextColor",
  "buttonHoverTextColor", "buttonHoverBackgroundColor", "buttonDisabledBackgroundColor", "buttonDisabledTextColor",
  "inputBackgroundColor", "inputBorderColor", "inputPlaceholderColor",
];

const property = (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function given() {
  try {
    return JSON.parse(new URLSearchParams(location.search).get("styles")) ?? {};
  } catch {
    console.info("The flow's styles are no JSON and are not applied.");
    return {};
  }
}

/** Applies the styles of the address to the page. */
export function applyStyles() {
  const { theme, variables = {} } = given();
  const root = document.documentElement;
  root.dataset.theme = theme === "dark" ? "dark" : "light";
  for (const name of colours) {
    const value = variables[name];
    if (typeof value === "string" && CSS.supports("color", value)) root.style.setProperty(property(name), value);
  }
  const radius = variables.borderRadius;
  if (typeof radius === "string" && CSS.supports("border-radius", radius)) {
    root.style.setProperty("--border-radius", radius);
  }
}
