// Sorts a table by the column whose heading is pressed, and back.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      table.querySelectorAll("th[aria-sort]").forEach((h) => h.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[column].dataset.value;
      const number = (text) => (text === "" ? -1 : Number(text));
      const rows = [...body.rows].sort((a, b) =>
        column ? number(key(a)) - number(key(b)) : key(a).localeCompare(key(b)));
      body.append(...(up ? rows : rows.reverse()));
    });
  });
}
